import { readOptions } from './lib/readOptions.mjs'
import { withPayload } from './lib/withPayload'

const usage = 'npm run admin -- --email ADDRESS --name NAME [--new-password]'
const { values } = readOptions({
  usage,
  options: {
    email: { type: 'string', default: '' },
    name: { type: 'string', default: '' },
    'new-password': { type: 'boolean', default: false },
  },
})
if (!/^\S+@\S+$/.test(values.email)) {
  console.error(`--email ${values.email}: want an e-mail address. 用法 Usage: ${usage}`)
  process.exit(2)
}

// The first person who can enter an installation; also the way back in when a password is lost.
await withPayload({
  work: async ({ payload }) => {
    const { makeAdmin } = await import('../seed/makeAdmin')
    const { password } = await makeAdmin({
      payload,
      email: values.email,
      name: values.name,
      hasNewPassword: values['new-password'],
    })
    console.log(`管理员 System admin: ${values.email}`)
    console.log(
      password === null
        ? '密码未变 The password is unchanged; --new-password sets a new one.'
        : `密码（只显示这一次）Password, shown this once: ${password}`,
    )
  },
})
