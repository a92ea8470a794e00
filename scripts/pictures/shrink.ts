import sharp from 'sharp'

/** Bytes that a picture in the repository may have. */
const MOST = 150_000
/** Colours and share of the width, from good to small enough. */
const TRIES = [
  [256, 1],
  [128, 1],
  [64, 1],
  [64, 0.8],
  [32, 0.6],
] as const

/** A PNG with few colours, small enough for a repository. */
export const shrink = async ({ png, width }: { png: Buffer; width: number }): Promise<Buffer> => {
  let smallest = png
  for (const [colours, share] of TRIES) {
    const resized = share === 1 ? sharp(png) : sharp(png).resize({ width: Math.round(width * share) })
    smallest = await resized.png({ palette: true, colours, effort: 10, dither: 0.5 }).toBuffer()
    if (smallest.length <= MOST) break
  }
  return smallest
}
