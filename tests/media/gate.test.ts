import { copyFile, stat, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'

import { probeFile } from '../../media-worker/ffmpeg/probe'
import { buildArguments, fileUrl, run } from '../../media-worker/ffmpeg/run'
import { judge } from '../../src/domain/media/judge'
import { COUNTY_VOD as profile } from '../../src/domain/media/limits'
import { clipFolder, makeClip, removeClips, type ClipSpec } from '../support/clips'

const refusalsOf = async (file: string): Promise<string[]> =>
  judge({ probe: await probeFile({ path: file }), profile }).reasons.flatMap(({ code, level }) =>
    level === 'refuse' ? [code] : [],
  )

/** Reads a file as every handler does; what comes out of it, if anything. */
const framesOf = async (inputPath: string): Promise<Buffer> => {
  const outputOptions = ['-map', '0', '-c', 'copy', '-f', 'data']
  return run({ tool: 'ffmpeg', args: buildArguments({ inputPath, outputOptions, output: 'pipe:1' }) })
}

afterAll(removeClips)

describe('the source gate', () => {
  const cases: [string, ClipSpec, string[]][] = [
    ['no sound', { audio: null }, ['NO_AUDIO']],
    ['no picture', { video: null, container: 'm4a' }, ['NO_VIDEO']],
    ['three seconds', { seconds: 3 }, ['TOO_SHORT']],
    ['a small picture', { size: '640x360' }, ['PICTURE_TOO_SMALL']],
    ['ten frames a second', { fps: 10 }, ['FPS_TOO_LOW']],
    [
      'a huge picture',
      {
        size: '8208x480',
        video: 'mjpeg',
        pixFmt: 'yuvj420p',
        container: 'mkv',
        seconds: 5,
        fps: 15,
        picture: 'black',
      },
      ['PICTURE_TOO_LARGE'],
    ],
    [
      'a codec of archives',
      { video: 'ffv1', container: 'mkv', size: '640x480', seconds: 5, fps: 15, picture: 'black' },
      ['UNSUPPORTED_VIDEO'],
    ],
  ]
  it.each(cases)('should refuse %s', async (_, spec, codes) => {
    expect(await refusalsOf(await makeClip(spec))).toEqual(codes)
  })

  it('should refuse music with a cover picture', async () => {
    const song = await makeClip({ video: null, audio: 'libmp3lame', container: 'mp3' })
    const cover = path.join(await clipFolder(), 'cover.mp4')
    const args = [
      '-i',
      fileUrl(song),
      '-f',
      'lavfi',
      '-i',
      'color=red:s=500x500:d=1',
      '-map',
      '0:a',
      '-map',
      '1:v',
      '-frames:v',
      '1',
    ]
    await run({
      tool: 'ffmpeg',
      args: ['-v', 'error', ...args, '-c:a', 'copy', '-c:v', 'png', '-disposition:v', 'attached_pic', fileUrl(cover)],
    })
    expect(await refusalsOf(cover)).toEqual(['PICTURE_ONLY'])
  })

  it('should judge the bytes, not the name', async () => {
    const renamed = path.join(await clipFolder(), '-i: 课.txt')
    await copyFile(await makeClip(), renamed)
    expect(await refusalsOf(renamed)).toEqual([])
  })

  it('should refuse a file that is cut off, wherever its index stands', async () => {
    for (const isFaststart of [true, false]) {
      const cut = path.join(await clipFolder(), `cut-${isFaststart}.mp4`)
      const whole = await makeClip({ isFaststart })
      await copyFile(whole, cut)
      await truncate(cut, Math.floor((await stat(whole)).size * 0.6))
      if (isFaststart) expect(await refusalsOf(cut)).toEqual(['TRUNCATED'])
      else await expect(probeFile({ path: cut })).rejects.toMatchObject({ code: 'TRUNCATED', isFileFault: true })
    }
  })

  it('should refuse noise, emptiness and text under a video name', async () => {
    const noise = Buffer.alloc(300_000)
    for (let at = 0, state = 1; at < noise.length; at++) noise[at] = (state = (state * 48_271) % 2_147_483_647) & 0xff
    for (const [name, bytes] of [
      ['noise', noise],
      ['empty', Buffer.alloc(0)],
      ['zeros', Buffer.alloc(100_000)],
      ['text', Buffer.from('教案'.repeat(500))],
    ] as const) {
      const file = path.join(await clipFolder(), `${name}.mp4`)
      await writeFile(file, bytes)
      await expect(probeFile({ path: file })).rejects.toMatchObject({ code: 'UNREADABLE', isFileFault: true })
    }
  })

  it('should say when there is no such file', async () => {
    await expect(probeFile({ path: '/nowhere/at-all.mp4' })).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('a list of other files under a video name', () => {
  it('should open no connection and no other file', async () => {
    let connections = 0
    const server = createServer((_, response) => response.end('x'))
    server.on('connection', () => connections++)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const folder = await clipFolder()
    const secret = path.join(folder, 'secret.ts')
    await copyFile(await makeClip({ container: 'ts' }), secret)
    const head = '#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:6\n#EXT-X-MEDIA-SEQUENCE:0\n'
    const lists: Record<string, string> = {
      'remote.m3u8': `${head}#EXTINF:6,\n${url}/a.ts\n#EXT-X-ENDLIST\n`,
      'local.m3u8': `${head}#EXTINF:6,\n${secret}\n#EXT-X-ENDLIST\n`,
      'concat-protocol.m3u8': `${head}#EXTINF:6,\nconcat:${secret}|${url}/b.ts\n#EXT-X-ENDLIST\n`,
      'concat.txt': `ffconcat version 1.0\nfile '${secret}'\nfile '${url}/c.ts'\n`,
      'dash.mpd': `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT6S" profiles="urn:mpeg:dash:profile:isoff-main:2011"><Period><AdaptationSet contentType="video"><Representation id="1" bandwidth="1"><BaseURL>${url}/d.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>`,
      'session.sdp': `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n`,
      'image.svg': `<svg xmlns="http://www.w3.org/2000/svg"><image href="${url}/e.png"/></svg>`,
    }
    try {
      for (const [name, text] of Object.entries(lists)) {
        for (const file of [path.join(folder, `${name}.mp4`), path.join(folder, name)]) {
          await writeFile(file, text)
          await expect(probeFile({ path: file })).rejects.toMatchObject({ code: 'UNREADABLE' })
          await expect(framesOf(file)).rejects.toMatchObject({ code: 'PROCESSING_FAILED' })
        }
      }
      expect(connections).toBe(0)
      // The guard, not a broken list, is what kept them out: without it ffprobe reads the secret.
      const bare = await run({
        tool: 'ffprobe',
        args: ['-v', 'error', '-allowed_extensions', 'ALL', '-show_format', '-i', path.join(folder, 'local.m3u8')],
      })
      expect(bare.toString()).toContain('format_name=hls')
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
  })
})
