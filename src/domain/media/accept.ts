export type FileGroup = 'video' | 'audio' | 'picture' | 'pdf' | 'office'

/** Groups of asset kinds (R3, R13): video, 教案, 课件, 作业, 素材. */
export type AssetGroup = 'video' | 'lesson-plan' | 'courseware' | 'homework' | 'material'

export type AcceptedFile = { ext: string; mimes: readonly string[]; group: FileGroup; kind: AssetGroup }

const openXml = (part: string): string => `application/vnd.openxmlformats-officedocument.${part}`

/**
 * What may be uploaded: extension without the dot, the media types that browsers send and that a look at the bytes gives,
 * the one under which it is kept first (OLE files of old Office are all application/x-cfb), and the asset group that is guessed without a telling name.
 */
export const ACCEPTED_FILES: readonly AcceptedFile[] = [
  { ext: 'mp4', mimes: ['video/mp4', 'video/x-m4v'], group: 'video', kind: 'video' },
  { ext: 'm4v', mimes: ['video/x-m4v', 'video/mp4'], group: 'video', kind: 'video' },
  { ext: 'mov', mimes: ['video/quicktime', 'video/mp4'], group: 'video', kind: 'video' },
  { ext: 'mkv', mimes: ['video/x-matroska', 'video/matroska'], group: 'video', kind: 'video' },
  { ext: 'webm', mimes: ['video/webm', 'video/x-matroska'], group: 'video', kind: 'video' },
  { ext: 'avi', mimes: ['video/x-msvideo', 'video/vnd.avi', 'video/avi'], group: 'video', kind: 'video' },
  { ext: 'wmv', mimes: ['video/x-ms-wmv', 'video/x-ms-asf', 'application/vnd.ms-asf'], group: 'video', kind: 'video' },
  { ext: 'asf', mimes: ['video/x-ms-asf', 'application/vnd.ms-asf'], group: 'video', kind: 'video' },
  { ext: 'flv', mimes: ['video/x-flv'], group: 'video', kind: 'video' },
  { ext: 'mpg', mimes: ['video/mpeg', 'video/mp1s', 'video/mp2p'], group: 'video', kind: 'video' },
  { ext: 'mpeg', mimes: ['video/mpeg', 'video/mp1s', 'video/mp2p'], group: 'video', kind: 'video' },
  { ext: 'ts', mimes: ['video/mp2t'], group: 'video', kind: 'video' },
  { ext: 'mts', mimes: ['video/mp2t'], group: 'video', kind: 'video' },
  { ext: 'm2ts', mimes: ['video/mp2t'], group: 'video', kind: 'video' },
  { ext: '3gp', mimes: ['video/3gpp'], group: 'video', kind: 'video' },
  { ext: 'mp3', mimes: ['audio/mpeg', 'audio/mp3'], group: 'audio', kind: 'material' },
  // Recorders write an MP4's brand into sound files too, so that they look like videos; the worker checks that they are none.
  {
    ext: 'm4a',
    mimes: ['audio/mp4', 'audio/x-m4a', 'video/mp4', 'video/3gpp', 'video/quicktime'],
    group: 'audio',
    kind: 'material',
  },
  { ext: 'aac', mimes: ['audio/aac'], group: 'audio', kind: 'material' },
  { ext: 'wav', mimes: ['audio/wav', 'audio/x-wav', 'audio/vnd.wave'], group: 'audio', kind: 'material' },
  { ext: 'jpg', mimes: ['image/jpeg'], group: 'picture', kind: 'material' },
  { ext: 'jpeg', mimes: ['image/jpeg'], group: 'picture', kind: 'material' },
  { ext: 'png', mimes: ['image/png', 'image/apng'], group: 'picture', kind: 'material' },
  { ext: 'webp', mimes: ['image/webp'], group: 'picture', kind: 'material' },
  { ext: 'gif', mimes: ['image/gif'], group: 'picture', kind: 'material' },
  { ext: 'pdf', mimes: ['application/pdf'], group: 'pdf', kind: 'material' },
  {
    ext: 'pptx',
    mimes: [openXml('presentationml.presentation'), 'application/zip'],
    group: 'office',
    kind: 'courseware',
  },
  { ext: 'ppsx', mimes: [openXml('presentationml.slideshow'), 'application/zip'], group: 'office', kind: 'courseware' },
  { ext: 'docx', mimes: [openXml('wordprocessingml.document'), 'application/zip'], group: 'office', kind: 'material' },
  { ext: 'xlsx', mimes: [openXml('spreadsheetml.sheet'), 'application/zip'], group: 'office', kind: 'material' },
  { ext: 'ppt', mimes: ['application/vnd.ms-powerpoint', 'application/x-cfb'], group: 'office', kind: 'courseware' },
  { ext: 'pps', mimes: ['application/vnd.ms-powerpoint', 'application/x-cfb'], group: 'office', kind: 'courseware' },
  { ext: 'doc', mimes: ['application/msword', 'application/x-cfb'], group: 'office', kind: 'material' },
  { ext: 'xls', mimes: ['application/vnd.ms-excel', 'application/x-cfb'], group: 'office', kind: 'material' },
  { ext: 'dps', mimes: ['application/vnd.ms-powerpoint', 'application/x-cfb'], group: 'office', kind: 'courseware' },
  { ext: 'wps', mimes: ['application/vnd.ms-works', 'application/x-cfb'], group: 'office', kind: 'material' },
  { ext: 'et', mimes: ['application/vnd.ms-excel', 'application/x-cfb'], group: 'office', kind: 'material' },
]

/**
 * The type that a file is kept under: of those that its name allows, by what its bytes were found to be; '' when they are
 * something else. Videos are judged by ffprobe.
 */
export const keptMime = ({ accepted, found }: { accepted: AcceptedFile; found: string }): string => {
  const [usual = ''] = accepted.mimes
  if (accepted.group === 'video') return found.startsWith('video/') ? found : usual
  if (!accepted.mimes.includes(found)) return ''
  const isVague = accepted.group === 'audio' || found === 'application/zip' || found === 'application/x-cfb'
  return isVague ? usual : found
}

/** Telling words in a file's name, first match wins: a 练习课课件 is courseware, a 导学案 a plan. */
const NAME_HINTS: readonly { pattern: RegExp; kind: AssetGroup }[] = [
  { pattern: /教案|教学设计|导学案|学案|lesson[\s_-]?plan/i, kind: 'lesson-plan' },
  { pattern: /课件|幻灯|courseware|slides/i, kind: 'courseware' },
  { pattern: /作业|练习|试卷|试题|习题|测试|检测|homework|exercise|worksheet|quiz/i, kind: 'homework' },
]

/** The row of a file's extension; null when files of that name are not taken. */
export const acceptedFile = (fileName: string): AcceptedFile | null => {
  const dot = fileName.lastIndexOf('.')
  const ext = dot < 0 ? '' : fileName.slice(dot + 1).toLowerCase()
  return ACCEPTED_FILES.find((file) => file.ext === ext) ?? null
}

/** A first guess of the asset group, which the teacher can change: video by extension, else by telling words, else by extension. */
export const guessKind = (fileName: string): AssetGroup => {
  const file = acceptedFile(fileName)
  if (file?.group === 'video') return 'video'
  return NAME_HINTS.find(({ pattern }) => pattern.test(fileName))?.kind ?? file?.kind ?? 'material'
}
