import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { crc32 } from 'node:zlib'

import sharp from 'sharp'

import { makePoster, pictureInfo } from '../../media-worker/ffmpeg/poster'
import { probeFile } from '../../media-worker/ffmpeg/probe'
import { clipFolder, makeClip, removeClips, type ClipSpec } from '../support/clips'

afterAll(removeClips)

const posterOf = async (spec: ClipSpec) => {
  const inputPath = await makeClip(spec)
  const outputPath = path.join(await clipFolder(), 'poster.jpg')
  const made = await makePoster({ inputPath, probe: await probeFile({ path: inputPath }), outputPath })
  return { made, outputPath }
}

describe('makePoster', () => {
  it.each([
    ['a lesson', { size: '1280x720' }, 360],
    ['an upright one', { size: '480x854' }, 1139],
    ['anamorphic DV', { size: '720x576', extra: ['-vf', 'setsar=64/45'] }, 360],
    ['a sideways phone', { size: '854x480', rotate: 90 }, 1139],
    [
      'HDR that says its transfer only',
      { size: '1280x720', video: 'libx265', pixFmt: 'yuv420p10le', extra: ['-color_trc', 'smpte2084'] },
      360,
    ],
  ] as const)('should make a JPEG of 640 px from %s', async (_, spec, height) => {
    const { made, outputPath } = await posterOf(spec as ClipSpec)
    expect(made).toMatchObject({ format: 'jpeg', width: 640, height })
    expect(await pictureInfo({ path: outputPath })).toEqual(made)
    const { exif, icc, xmp } = await sharp(outputPath).metadata()
    expect([exif, icc, xmp]).toEqual([undefined, undefined, undefined])
  })

  it('should take a frame from the start when there is none at a tenth', async () => {
    const inputPath = await makeClip({ seconds: 5 })
    const probe = { ...(await probeFile({ path: inputPath })), durationSeconds: 500 }
    const outputPath = path.join(await clipFolder(), 'late.jpg')
    expect(await makePoster({ inputPath, probe, outputPath })).toMatchObject({ width: 640 })
  })
})

describe('pictureInfo', () => {
  const picture = sharp({ create: { width: 60, height: 40, channels: 3, background: 'red' } })

  it('should say the size as it is shown', async () => {
    const file = path.join(await clipFolder(), 'turned.bin')
    await picture.clone().jpeg().withMetadata({ orientation: 6 }).toFile(file)
    expect(await pictureInfo({ path: file })).toMatchObject({ format: 'jpeg', width: 40, height: 60 })
  })

  it('should refuse what is no picture of the web', async () => {
    const folder = await clipFolder()
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    await writeFile(path.join(folder, 'a.png'), svg)
    await writeFile(path.join(folder, 'b.png'), 'no picture')
    await picture.clone().tiff().toFile(path.join(folder, 'c.png'))
    await writeFile(path.join(folder, 'd.png'), (await picture.clone().jpeg().toBuffer()).subarray(0, -40))
    for (const name of ['a.png', 'b.png', 'c.png', 'd.png']) {
      await expect(pictureInfo({ path: path.join(folder, name) })).rejects.toMatchObject({ code: 'BAD_PICTURE' })
    }
  })
  it('should refuse more than 67 megapixels before it unpacks them', async () => {
    const file = path.join(await clipFolder(), 'huge.png')
    const bytes = await picture.clone().png().toBuffer()
    // Width and height in PNG's first chunk, and that chunk's checksum.
    bytes.writeUInt32BE(30_000, 16)
    bytes.writeUInt32BE(30_000, 20)
    bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29)
    await writeFile(file, bytes)
    await expect(pictureInfo({ path: file })).rejects.toMatchObject({ code: 'PICTURE_PIXELS', isFileFault: true })
  })
})
