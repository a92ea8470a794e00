import sharp from 'sharp'

const PAPER = '#fbfaf7'
const INK = '#1b1f24'
const FILLED = '#0f6b6b'

const point = (angle: number, radius: number) => `${Math.cos(angle) * radius} ${Math.sin(angle) * radius}`

/** A disc cut into `parts`, the first `filled` of them coloured: what a lesson on fractions draws. No text, so no fonts. */
const discSvg = ({
  parts,
  filled,
  width,
  height,
}: {
  parts: number
  filled: number
  width: number
  height: number
}): string => {
  const radius = height * 0.36
  const slices = Array.from({ length: parts }, (_, index) => {
    const from = (index / parts) * 2 * Math.PI - Math.PI / 2
    const to = ((index + 1) / parts) * 2 * Math.PI - Math.PI / 2
    const large = to - from > Math.PI ? 1 : 0
    const fill = index < filled ? FILLED : PAPER
    return `<path d="M 0 0 L ${point(from, radius)} A ${radius} ${radius} 0 ${large} 1 ${point(to, radius)} Z" fill="${fill}" stroke="${INK}" stroke-width="6"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-width / 2} ${-height / 2} ${width} ${height}"><rect x="${-width / 2}" y="${-height / 2}" width="${width}" height="${height}" fill="${PAPER}"/>${slices.join('')}</svg>`
}

type Disc = { parts: number; filled: number; width?: number; height?: number }

/** A blackboard picture as JPEG. */
export const discJpeg = ({ parts, filled, width = 1280, height = 720 }: Disc): Promise<Buffer> =>
  sharp(Buffer.from(discSvg({ parts, filled, width, height })))
    .jpeg({ quality: 88 })
    .toBuffer()

/** A PDF of one A4 page a picture. */
export const picturesPdf = async (pictures: Buffer[]): Promise<Buffer> => {
  const chunks: Buffer[] = [Buffer.from('%PDF-1.4\n')]
  const offsets: number[] = []
  let length = chunks[0]!.length
  const push = (data: Buffer | string) => {
    const buffer = Buffer.from(data)
    chunks.push(buffer)
    length += buffer.length
  }
  const object = (id: number, body: string, stream?: Buffer) => {
    offsets[id] = length
    push(`${id} 0 obj\n${body}\n`)
    if (stream) {
      push('stream\n')
      push(stream)
      push('\nendstream\n')
    }
    push('endobj\n')
  }
  const kids = pictures.map((_, index) => `${3 + index * 3} 0 R`).join(' ')
  object(1, '<< /Type /Catalog /Pages 2 0 R >>')
  object(2, `<< /Type /Pages /Kids [${kids}] /Count ${pictures.length} >>`)
  for (const [index, picture] of pictures.entries()) {
    const { width = 1, height = 1 } = await sharp(picture).metadata()
    const [page, image, content] = [3 + index * 3, 4 + index * 3, 5 + index * 3]
    const drawn = Buffer.from(`q 495 0 0 ${Math.round((495 * height) / width)} 50 400 cm /P Do Q`)
    object(
      page,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /P ${image} 0 R >> >> /Contents ${content} 0 R >>`,
    )
    object(
      image,
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${picture.length} >>`,
      picture,
    )
    object(content, `<< /Length ${drawn.length} >>`, drawn)
  }
  const xref = length
  const rows = offsets.slice(1).map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
  push(
    `xref\n0 ${offsets.length}\n0000000000 65535 f \n${rows.join('')}trailer\n<< /Size ${offsets.length} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`,
  )
  return Buffer.concat(chunks)
}
