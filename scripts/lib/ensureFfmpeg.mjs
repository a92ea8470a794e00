import { aptInstall, has, mayInstall, requireProgram } from './aptInstall.mjs'
import { say, SetUpError } from './setUp.mjs'

const PROGRAMS = [
  ['FFMPEG_PATH', 'ffmpeg'],
  ['FFPROBE_PATH', 'ffprobe'],
]

/** ffmpeg through apt-get where it is missing and we may install it, else a message that says what to do. */
export const ensureFfmpeg = async ({ supervisor }) => {
  const missing = PROGRAMS.filter(([setting, usual]) => !has(process.env[setting] || usual))
  if (missing.length === 0) return
  // What a setting names is not ours to install.
  for (const [setting, usual] of missing) {
    const command = process.env[setting] || usual
    if (command !== usual) requireProgram({ setting, command })
  }
  if (!mayInstall())
    throw new SetUpError(
      '没有找到 ffmpeg。请先安装：sudo apt-get install ffmpeg，然后重新运行。 ffmpeg is missing; install it and run this again.',
    )
  say('安装 ffmpeg … Installing ffmpeg')
  await aptInstall({ supervisor, packages: ['ffmpeg'] })
}
