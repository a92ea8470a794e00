import { planRendition } from '../../src/domain/media/plan'
import { COUNTY_VOD } from '../../src/domain/media/limits'
import { probeFile } from '../../media-worker/ffmpeg/probe'
import { renderVideo } from '../../media-worker/ffmpeg/transcode'

/** A worker in small: renders argv[2] to argv[3] and says so when ffmpeg has begun. Run it with `node --import tsx`. */
const [inputPath = '', outputPath = ''] = process.argv.slice(2)
const probe = await probeFile({ path: inputPath })
const plan = planRendition({ probe, profile: COUNTY_VOD })
await renderVideo({
  inputPath,
  outputPath,
  probe,
  plan,
  profile: COUNTY_VOD,
  onProgress: () => process.stdout.write('.'),
})
