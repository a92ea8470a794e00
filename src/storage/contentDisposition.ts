const encode = (text: string) =>
  encodeURIComponent(text).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)

/** A Content-Disposition header (RFC 6266): an ASCII name for old programs and the true one as `filename*` (RFC 5987). */
export const contentDisposition = ({
  fileName,
  isInline = false,
}: {
  fileName: string
  isInline?: boolean
}): string => {
  // A lone surrogate cannot be encoded, a control character or slash must not reach a header or a folder.
  const safe = fileName.replace(/[\p{Cc}\p{Cs}/\\]/gu, '_') || 'file'
  const ascii = safe.replace(/[^\x20-\x7e]|["%]/gu, '_')
  return `${isInline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encode(safe)}`
}
