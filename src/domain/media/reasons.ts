type Sentence = { zh: string; en: string }

/**
 * Every word of the machine on a file: what is wrong and how to mend it, for a teacher. Refusals first, then notes, then
 * what can go wrong while a file is read or made. `{name}` is filled from `params`.
 */
export const MEDIA_REASONS = {
  UNREADABLE: {
    zh: '这个文件无法作为视频打开，可能已损坏，或只是改了扩展名。请先在电脑上试播，再用录制软件重新导出 MP4 后上传。',
    en: 'This file cannot be opened as a video: it is damaged, or something else under a video name. Try to play it, export it again as MP4, then upload it.',
  },
  TRUNCATED: {
    zh: '视频文件不完整，后面一部分丢失了。请检查原文件能否播放到结尾，重新拷贝或重新导出后再上传。',
    en: 'The video file is cut off: its end is missing. Check that the original plays to the end, copy or export it again, then upload it.',
  },
  UNSUPPORTED_CONTAINER: {
    zh: '不支持这种视频格式（{container}）。请导出为 MP4 后再上传。',
    en: 'This kind of video file ({container}) is not supported. Export it as MP4 and upload it again.',
  },
  UNSUPPORTED_VIDEO: {
    zh: '不支持这种画面编码（{codec}）。请导出为 MP4（H.264）后再上传。',
    en: 'This picture coding ({codec}) is not supported. Export it as MP4 (H.264) and upload it again.',
  },
  UNSUPPORTED_AUDIO: {
    zh: '不支持这种声音编码（{codec}）。导出时请把声音选为 AAC，再重新上传。',
    en: 'This sound coding ({codec}) is not supported. Choose AAC for the sound when you export, then upload it again.',
  },
  NO_VIDEO: {
    zh: '文件里没有画面，只有声音。请确认选中的是视频文件，或检查录制时是否选中了摄像头或屏幕，重新导出后再上传。',
    en: 'There is no picture in the file. Check that you chose the video, and that camera or screen was selected while recording; export it again, then upload it.',
  },
  PICTURE_ONLY: {
    zh: '文件里只有一张封面图片，没有视频画面。请选择真正的授课视频再上传。',
    en: 'The file holds only a cover picture, no video. Choose the real lesson video and upload it.',
  },
  NO_AUDIO: {
    zh: '视频里没有声音。请检查录制软件是否选中了麦克风，重新导出后再上传。',
    en: 'The video has no sound. Check that the microphone was selected while recording, export it again, then upload it.',
  },
  PICTURE_TOO_SMALL: {
    zh: '画面只有 {width}×{height}，短边不足 {min} 像素，板书会看不清。请用更高的分辨率（建议 1280×720）重新录制或导出后再上传。',
    en: 'The picture is {width}×{height}; its shorter side has less than {min} pixels, too few to read the board. Record or export it larger (1280×720 is good), then upload it.',
  },
  PICTURE_TOO_LARGE: {
    zh: '画面为 {width}×{height}，超过了 {max} 像素。请导出为 1920×1080 或 1280×720 后再上传。',
    en: 'The picture is {width}×{height}, above {max} pixels. Export it as 1920×1080 or 1280×720, then upload it.',
  },
  FPS_TOO_LOW: {
    zh: '每秒只有 {fps} 帧，少于 {min} 帧，播放会卡顿。请把录制软件的帧率设为 25 后重新录制或导出，再上传。',
    en: 'It has {fps} frames a second, less than {min}, and will stutter. Set the recorder to 25 frames a second, record or export it again, then upload it.',
  },
  TOO_SHORT: {
    zh: '视频只有 {seconds} 秒，少于 {min} 秒。请检查导出是否完整，再上传整段视频。',
    en: 'The video lasts {seconds} s, less than {min} s. Check that the export is complete, then upload the whole video.',
  },
  TOO_LONG: {
    zh: '视频长 {minutes} 分钟，超过 {max} 分钟。请按课时剪成几段后分别上传。',
    en: 'The video lasts {minutes} minutes, more than {max}. Cut it into lesson periods and upload them one by one.',
  },
  FILE_TOO_LARGE: {
    zh: '文件有 {gb} GB，超过 {max} GB。请导出为 1280×720、码率 2 Mbps 左右的 MP4 后再上传。',
    en: 'The file has {gb} GB, more than {max} GB. Export it as MP4, 1280×720 at about 2 Mbit/s, then upload it.',
  },

  CODEC_CHANGES: {
    zh: '画面编码为 {codec}，平台会自动转成 H.264，您不用处理。',
    en: 'The picture is coded as {codec}; the platform will convert it to H.264. Nothing for you to do.',
  },
  PICTURE_SHRINKS: {
    zh: '画面为 {width}×{height}，发布时会缩小到 {maxWidth}×{maxHeight} 以内，原文件会保留，您不用处理。',
    en: 'The picture is {width}×{height}; the published one will fit into {maxWidth}×{maxHeight} and the original is kept. Nothing for you to do.',
  },
  FPS_DROPS: {
    zh: '每秒 {fps} 帧，发布时会降到 {max} 帧以内，您不用处理。',
    en: 'It has {fps} frames a second; the published one will have at most {max}. Nothing for you to do.',
  },
  RATE_DROPS: {
    zh: '码率为每分钟 {mb} MB，发布时会压缩到每分钟 {max} MB 以内，您不用处理。',
    en: 'It takes {mb} MB a minute; the published one will take at most {max}. Nothing for you to do.',
  },
  RATE_LOW: {
    zh: '码率只有每分钟 {mb} MB，可以发布。如果看着模糊，请提高导出的码率后重新上传。',
    en: 'It takes only {mb} MB a minute, which is fine. If it looks blurred, export it at a higher rate and upload it again.',
  },
  PORTRAIT: {
    zh: '这是竖屏视频（{width}×{height}），可以发布。下次建议把手机横过来拍。',
    en: 'This is an upright video ({width}×{height}), which is fine. Next time hold the phone sideways.',
  },
  INTERLACED: {
    zh: '画面是隔行扫描的，平台会自动处理，您不用处理。',
    en: 'The picture is interlaced; the platform mends that. Nothing for you to do.',
  },
  HDR: {
    zh: '画面是 HDR 的，平台会转成普通色彩，颜色可能略有变化。下次建议在手机上关闭 HDR 录制。',
    en: 'The picture is HDR; it will be converted to ordinary colours, which may look a little different. Next time switch HDR off on the phone.',
  },
  MONO: {
    zh: '声音是单声道的，可以发布，您不用处理。',
    en: 'The sound is mono, which is fine. Nothing for you to do.',
  },
  SHORT: {
    zh: '视频只有 {seconds} 秒，可以发布。请确认上传的是完整的视频。',
    en: 'The video lasts only {seconds} s, which is fine. Make sure that it is the whole one.',
  },
  LENGTHS_DIFFER: {
    zh: '画面和声音的长度相差 {seconds} 秒。请播放结尾看看是否正常，不正常请重新导出后上传。',
    en: 'Picture and sound differ in length by {seconds} s. Play the end; if it is wrong, export it again and upload it.',
  },

  WRONG_TYPE: {
    zh: '文件内容与扩展名 .{ext} 不符，可能改过名字或已损坏。请用原来的软件打开，另存后再上传。',
    en: 'The content is not what .{ext} says: it was renamed or is damaged. Open it in its own program, save it again, then upload it.',
  },
  BAD_PICTURE: {
    zh: '这张图片无法完整打开，可能已损坏，或只是改了扩展名。请用看图软件打开，另存为 JPG 或 PNG 后再上传。',
    en: 'This picture cannot be opened whole: it is damaged, or something else under a picture name. Open it in a viewer, save it as JPG or PNG, then upload it.',
  },
  PICTURE_PIXELS: {
    zh: '这张图片超过 6700 万像素（约 8192×8192）。请缩小后再上传。',
    en: 'This picture has more than 67 megapixels (about 8192×8192). Make it smaller and upload it again.',
  },
  TOO_SLOW: {
    zh: '处理这个视频花的时间太长，已停止。请导出为 MP4（H.264、1280×720）后再上传。',
    en: 'Processing took too long and was stopped. Export the video as MP4 (H.264, 1280×720) and upload it again.',
  },
  TOO_MUCH_MEMORY: {
    zh: '处理这个视频需要的内存太多，已停止。请导出为 MP4（H.264、1280×720）后再上传。',
    en: 'Processing needed too much memory and was stopped. Export the video as MP4 (H.264, 1280×720) and upload it again.',
  },
  TOO_MUCH_OUTPUT: {
    zh: '转出来的文件比应有的大得多，已停止。请用录制软件重新导出 MP4 后再上传。',
    en: 'The processed file grew far beyond its size and was stopped. Export the video again as MP4 and upload it.',
  },
  PROCESSING_FAILED: {
    zh: '视频可以打开，但处理到中途出错，文件可能有损坏。请用录制软件重新导出 MP4 后再上传。',
    en: 'The video opens, but processing it failed midway; the file may be damaged. Export it again as MP4 and upload it.',
  },
  BAD_OUTPUT: {
    zh: '处理后的视频没有通过检查。请用录制软件重新导出 MP4 后再上传。',
    en: 'The processed video did not pass its check. Export it again as MP4 and upload it.',
  },
  ABORTED: {
    zh: '处理被中断，平台会自动重试，您不用处理。',
    en: 'Processing was interrupted; the platform tries again. Nothing for you to do.',
  },
  NO_SPACE: {
    zh: '平台的磁盘空间不足，暂时无法处理。请联系系统管理员清理空间，您不用重新上传。',
    en: 'The platform has run out of disk space. Tell the system administrator; you need not upload again.',
  },
  TOOL_MISSING: {
    zh: '服务器上没有找到 ffmpeg，暂时无法处理。请联系系统管理员安装，您不用重新上传。',
    en: 'ffmpeg was not found on the server. Tell the system administrator to install it; you need not upload again.',
  },

  OUTPUT_CONTAINER: {
    zh: '成品不是可以边下边播的 MP4。请重新导出后再上传。',
    en: 'The result is not an MP4 that plays while loading. Export the video again and upload it.',
  },
  OUTPUT_VIDEO: {
    zh: '成品的画面编码不符合要求。请重新导出后再上传。',
    en: 'The picture of the result is not coded as required. Export the video again and upload it.',
  },
  OUTPUT_SIZE: {
    zh: '成品的画面尺寸超出要求。请重新导出后再上传。',
    en: 'The picture of the result is too large. Export the video again and upload it.',
  },
  OUTPUT_FPS: {
    zh: '成品的帧率超出要求。请重新导出后再上传。',
    en: 'The result has too many frames a second. Export the video again and upload it.',
  },
  OUTPUT_AUDIO: {
    zh: '成品的声音编码不符合要求。请重新导出后再上传。',
    en: 'The sound of the result is not coded as required. Export the video again and upload it.',
  },
  OUTPUT_DURATION: {
    zh: '成品与原视频的长度不一致，原文件中途可能有损坏。请检查原文件能否播放到结尾，重新导出后再上传。',
    en: 'The result is not as long as the original, which may be damaged midway. Check that the original plays to the end, export it again, then upload it.',
  },
  OUTPUT_RATE: {
    zh: '成品的码率超出要求。请重新导出后再上传。',
    en: 'The result takes too many MB a minute. Export the video again and upload it.',
  },
} as const satisfies Record<string, Sentence>

export type MediaCode = keyof typeof MEDIA_REASONS

/** The sentence of a code, Chinese unless told. A parameter that is missing leaves nothing behind. */
export const reasonText = ({
  code,
  params = {},
  language = 'zh',
}: {
  code: MediaCode
  params?: Record<string, string | number>
  language?: 'zh' | 'en'
}): string => MEDIA_REASONS[code][language].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
