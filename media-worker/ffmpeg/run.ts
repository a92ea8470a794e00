import { spawn } from 'node:child_process'

import ffmpeg from 'fluent-ffmpeg'

import { MediaError } from './mediaError'

/** Demuxers of real media files. No hls, dash, concat, image2, tty: a playlist under another name opens nothing. */
const FORMATS = 'mov,mp4,matroska,webm,mpegts,mpeg,avi,flv,asf,mp3,wav,aac,flac,ogg'
/** Largest single allocation inside the tools: an 8192×8192 picture of 16 bit has 400 MB. */
const MAX_ALLOC = 512 * 1024 * 1024

/** Put before `-i`: what both tools may open and read. */
export const INPUT_GUARDS = ['-protocol_whitelist', 'file', '-format_whitelist', FORMATS, '-max_alloc', `${MAX_ALLOC}`]

export type Bounds = {
  wallSeconds: number
  /** Largest file that the tool may write. */
  outputBytes: number
  /** Address space, not memory in use. Measured on two cores: 720p from 1080p 0.95 GB, from 4K 1.1, from 8192×8192 2.8. */
  addressSpaceBytes: number
  stdoutBytes: number
}

export const DEFAULT_BOUNDS: Bounds = {
  wallSeconds: 60,
  outputBytes: 4_000_000_000,
  addressSpaceBytes: 4_000_000_000,
  stdoutBytes: 4_000_000,
}

/** `speed` is media seconds a second, 0 when ffmpeg does not know it yet. */
export type Progress = { outTimeSeconds: number; speed: number; totalBytes: number }

/** Where the tools are; main sets what the environment names. */
export const tools = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe' }

/** Names a file so that neither a leading dash nor a colon in it means anything to ffmpeg. */
export const fileUrl = (path: string): string => `file:${path}`

/** ffmpeg's arguments, in fluent-ffmpeg's order: guards and input options, input, output options, output. */
export const buildArguments = ({
  inputPath,
  inputOptions = [],
  outputOptions,
  output,
}: {
  inputPath: string
  inputOptions?: string[]
  outputOptions: string[]
  /** A file (see fileUrl) or pipe:1. */
  output: string
}): string[] => {
  const command = ffmpeg()
    .input(fileUrl(inputPath))
    .inputOptions(...['-hide_banner', '-nostdin', '-nostats', '-v', 'error'], ...INPUT_GUARDS, ...inputOptions)
    .output(output)
    .outputOptions(...outputOptions, '-y') as unknown as { _getArguments: () => string[] }
  return command._getArguments()
}

const STDERR_KEPT = 8_000
let wrappers: Promise<{ hasDeathSignal: boolean; hasLimits: boolean }> | undefined

const succeeds = (command: string, args: string[]): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore' })
    child.once('error', () => resolve(false))
    child.once('close', (code) => resolve(code === 0))
  })

/** Whether util-linux's setpriv and prlimit are here, found out once by running them (busybox's cannot do it). */
const findWrappers = () =>
  (wrappers ??= Promise.all([
    succeeds('setpriv', ['--pdeathsig', 'KILL', '--', 'true']),
    succeeds('prlimit', ['--core=0', '--', 'true']),
  ]).then(([hasDeathSignal, hasLimits]) => ({ hasDeathSignal, hasLimits })))

/**
 * The whole command line. setpriv's death signal survives exec, so that a killed worker takes ffmpeg with it; prlimit lets
 * the kernel bound memory and output size.
 */
const confine = async ({ command, args, bounds }: { command: string; args: string[]; bounds: Bounds }) => {
  const { hasDeathSignal, hasLimits } = await findWrappers()
  const limits = [`--as=${bounds.addressSpaceBytes}`, `--fsize=${bounds.outputBytes}`, '--core=0']
  return [
    ...(hasDeathSignal ? ['setpriv', '--pdeathsig', 'KILL', '--'] : []),
    ...(hasLimits ? ['prlimit', ...limits, '--'] : []),
    command,
    ...args,
  ]
}

const progressReader = (onProgress: (progress: Progress) => void) => {
  let [rest, values] = ['', {} as Record<string, string>]
  return (chunk: Buffer): void => {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = (lines.pop() ?? '').slice(0, 1000)
    for (const line of lines) {
      const [key = '', value = ''] = line.split('=')
      values[key] = value.trim()
      if (key !== 'progress') continue
      onProgress({
        outTimeSeconds: Math.max(0, Number(values.out_time_us) / 1e6 || 0),
        speed: Number.parseFloat(values.speed ?? '') || 0,
        totalBytes: Number(values.total_size) || 0,
      })
      values = {}
    }
  }
}

/**
 * PATH, so that the tool is found; keys and passwords stay out of its reach. One malloc arena a thread would reserve 64 MB
 * of address space each.
 */
const bareEnvironment = (): NodeJS.ProcessEnv => {
  // eslint-disable-next-line no-restricted-syntax -- PATH is the machine's, not a setting of the library.
  const { PATH } = process.env
  return { PATH, LC_ALL: 'C', MALLOC_ARENA_MAX: '4' } as unknown as NodeJS.ProcessEnv
}

const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ESRCH'

/** Ends a whole process group at once. */
const killGroup = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if (!isGone(error)) throw error
  }
}

const failureOf = ({ stderr, exit }: { stderr: string; exit: string }): MediaError => {
  const detail = `${exit} ${stderr.trim()}`.trim()
  if (/No space left on device/i.test(stderr)) return new MediaError({ code: 'NO_SPACE', detail })
  if (exit === 'SIGXFSZ' || /File too large/i.test(stderr)) return new MediaError({ code: 'TOO_MUCH_OUTPUT', detail })
  if (/Cannot allocate memory|malloc of size \d+ failed/i.test(stderr)) {
    return new MediaError({ code: 'TOO_MUCH_MEMORY', detail })
  }
  // Somebody else killed it: the kernel for memory, or an operator. That says nothing about the file.
  if (exit === 'SIGKILL' || exit === 'SIGTERM') return new MediaError({ code: 'ABORTED', detail })
  if (exit === '126' || exit === '127') return new MediaError({ code: 'TOOL_MISSING', detail })
  return new MediaError({ code: 'PROCESSING_FAILED', detail })
}

/**
 * Runs ffmpeg or ffprobe, without a shell, in a process group of its own, with only PATH in its environment. It returns or
 * throws after the process has ended, never before.
 * @returns what it wrote to stdout (progress lines are not kept).
 * @throws MediaError ABORTED, TOO_SLOW, TOO_MUCH_OUTPUT, TOO_MUCH_MEMORY, NO_SPACE, TOOL_MISSING, PROCESSING_FAILED
 */
export const run = async ({
  tool,
  args,
  signal,
  bounds: wanted = {},
  onProgress,
}: {
  tool: keyof typeof tools
  args: string[]
  signal?: AbortSignal
  bounds?: Partial<Bounds>
  /** Needs `-progress pipe:1` among the arguments; stdout then holds progress only. */
  onProgress?: (progress: Progress) => void
}): Promise<Buffer> => {
  const bounds = { ...DEFAULT_BOUNDS, ...wanted }
  const [command = '', ...rest] = await confine({ command: tools[tool], args, bounds })
  if (signal?.aborted) throw new MediaError({ code: 'ABORTED' })

  return new Promise((resolve, reject) => {
    let failure: MediaError | undefined
    const child = spawn(command, rest, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: bareEnvironment(),
    })
    const stop = (error: MediaError): void => {
      failure ??= error
      if (child.pid !== undefined) killGroup(child.pid)
    }
    const onAbort = (): void => stop(new MediaError({ code: 'ABORTED' }))
    const timer = setTimeout(
      () => stop(new MediaError({ code: 'TOO_SLOW', detail: `more than ${bounds.wallSeconds} s` })),
      bounds.wallSeconds * 1000,
    )
    signal?.addEventListener('abort', onAbort, { once: true })

    let [stderr, stdout, stdoutBytes] = ['', [] as Buffer[], 0]
    const readProgress = progressReader((progress) => {
      if (progress.totalBytes > bounds.outputBytes) stop(new MediaError({ code: 'TOO_MUCH_OUTPUT' }))
      onProgress?.(progress)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString('utf8')).slice(-STDERR_KEPT)
    })
    child.stdout.on('data', (chunk: Buffer) => {
      if (onProgress) return readProgress(chunk)
      stdoutBytes += chunk.length
      if (stdoutBytes <= bounds.stdoutBytes) stdout.push(chunk)
      else {
        stdout = []
        stop(new MediaError({ code: 'TOO_MUCH_OUTPUT', detail: 'stdout' }))
      }
    })
    const settle = (error: MediaError | undefined): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      if (error) reject(error)
      else resolve(Buffer.concat(stdout))
    }
    child.once('error', (error) => {
      // Without a pid it never started, and no 'close' follows.
      if (child.pid === undefined) settle(new MediaError({ code: 'TOOL_MISSING', detail: error.message }))
    })
    child.once('close', (code, killedBy) => {
      if (child.pid === undefined) return
      if (failure) settle(failure)
      else if (code === 0) settle(undefined)
      else settle(failureOf({ stderr, exit: killedBy ?? String(code) }))
    })
  })
}
