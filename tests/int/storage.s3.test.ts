import { randomUUID } from 'node:crypto'
import { open } from 'node:fs/promises'
import path from 'node:path'

import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  S3Client,
} from '@aws-sdk/client-s3'

import { createS3Storage } from '../../src/storage/s3'
import { type S3Connection, s3ClientConfig } from '../../src/storage/s3Client'
import { leftOut } from '../support/leftOut'
import { MIB, storageSuite, until } from '../support/storageSuite'
import { testConnection } from '../support/testConnection'

// Run alone: start S3 (services.sh), then NODE_OPTIONS=--experimental-vm-modules npx jest tests/int/storage.s3 --selectProjects int
const suite = (connection: S3Connection) => {
  const client = new S3Client(s3ClientConfig(connection))
  const Bucket = connection.bucket
  const uploads = async () => {
    const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket }))
    return (Uploads ?? []).filter(({ Key }) => Key?.startsWith(`${connection.prefix}/`))
  }
  const limits = { singleCopy: 10 * MIB, copyPart: 6 * MIB }
  const settings = { ...connection, limits }

  storageSuite(async () => ({
    driver: createS3Storage(settings),
    module: `import { createS3Storage } from './src/storage/s3.ts'; const driver = createS3Storage(${JSON.stringify(settings)})`,
    unfinished: async () => (await uploads()).length,
    half: async (folder) => {
      const source = path.join(folder, 'large')
      const file = await open(source, 'w')
      await file.truncate(2048 * MIB)
      const hasPart = async () => {
        const [upload] = await uploads()
        if (!upload) return false
        const { Key, UploadId } = upload
        return ((await client.send(new ListPartsCommand({ Bucket, Key, UploadId }))).Parts ?? []).length > 0
      }
      return { source, reached: () => until(hasPart), release: () => file.close() }
    },
  }))

  const put = async (key: string) => {
    const driver = createS3Storage(settings)
    await driver.putFile({ key, path: 'package.json', contentType: 'application/json' })
    return driver
  }

  it('should sign a URL with the name of the file and the time', async () => {
    const driver = await put('signed/1')
    const link = { key: 'signed/1', seconds: 60, fileName: '第1课时《春》(a)\n.mp4', contentType: 'video/mp4' }
    const url = (await driver.signedUrl(link)) ?? ''
    expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('60')
    const response = await fetch(url, { headers: { range: 'bytes=0-9' } })
    expect(response.status).toBe(206)
    expect((await response.arrayBuffer()).byteLength).toBe(10)
    expect(response.headers.get('content-type')).toBe('video/mp4')
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="_1_____(a)_.mp4"; filename*=UTF-8''${encodeURIComponent('第1课时《春》')}%28a%29_.mp4`,
    )
    expect((await fetch(url.replace('signed/1', 'signed/2'))).status).toBe(403)
    const inline = (await driver.signedUrl({ ...link, isInline: true })) ?? ''
    expect((await fetch(inline)).headers.get('content-disposition')).toMatch(/^inline; /)
    expect(driver.localPath('signed/1')).toBeNull()
    await driver.remove('signed/1')
  })

  it('should keep two installations of one bucket apart', async () => {
    const driver = await put('apart/1')
    const other = createS3Storage({ ...connection, prefix: `${connection.prefix}x` })
    expect(await other.stat('apart/1')).toBeNull()
    await driver.remove('apart/1')
  })

  it("should leave alone what others write in parts, where no prefix keeps the bucket's users apart", async () => {
    const Key = `backup-${randomUUID()}/uploads/1`
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }))
    const whole = createS3Storage({ ...settings, prefix: undefined })
    await whole.abortStaleParts({ olderThanMs: -60_000 })
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket }))
    expect(Uploads.map((upload) => upload.UploadId)).toContain(UploadId)
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
  })

  it('should create a missing bucket', async () => {
    const driver = createS3Storage({ ...connection, bucket: `new-${randomUUID()}` })
    await driver.check()
    await driver.check()
  })

  it('should say in one line that the credentials are wrong', async () => {
    const check = createS3Storage({ ...connection, secretAccessKey: 'wrong' }).check()
    await expect(check).rejects.toThrow(
      /^Storage error: bucket \S+ at http\S+ \(\S+\) cannot be written: [^\n]*403[^\n]*$/,
    )
  })

  it('should say STORE_DOWN with its cause when nothing answers', async () => {
    const driver = createS3Storage({ ...connection, endpoint: 'http://127.0.0.1:9' })
    const error = await driver.stat('a/b').catch((thrown) => thrown)
    expect([error.code, String(error.cause)]).toEqual(['STORE_DOWN', expect.stringContaining('ECONNREFUSED')])
    await expect(driver.check()).rejects.toThrow(/^Storage error: [^\n]*ECONNREFUSED[^\n]*$/)
  })
}

describe('S3 storage', () => {
  const connection = testConnection()
  if (connection) suite(connection)
  else leftOut('S3', 'set S3_ENDPOINT')
})
