import type { Track } from './roles'

type ReturnReason = { track: Track | 'both'; zh: string; en: string }

/** Coded reasons for a return (ARCHITECTURE.md "Review"), as data. */
export const RETURN_REASONS = {
  POLITICAL: { track: 'content', zh: '政治性、导向', en: 'Political orientation' },
  SCIENTIFIC: { track: 'content', zh: '科学性（知识、公式、读音有误）', en: 'Factual errors' },
  APPLICABILITY: { track: 'content', zh: '适用性（与课标、学段不符）', en: 'Does not fit curriculum or stage' },
  WRONG_NODE: { track: 'content', zh: '章节或教材版本选错', en: 'Wrong lesson or edition' },
  NORMATIVE: { track: 'content', zh: '规范性（文字、符号、单位、引用）', en: 'Language, symbols, units, citation' },
  OUTDATED: { track: 'content', zh: '时效性（不是现行版本）', en: 'Out of date' },
  COMMERCIAL: { track: 'both', zh: '公益性（广告、联系方式、二维码、水印）', en: 'Advertising, QR code, watermark' },
  RIGHTS: { track: 'content', zh: '版权、原创声明不全', en: 'Rights or originality unclear' },
  PORTRAIT: { track: 'content', zh: '学生姓名、肖像未处理', en: 'Pupils can be identified' },
  PICTURE: { track: 'technical', zh: '画面（抖动、曝光、板书看不清）', en: 'Picture unsteady or unreadable' },
  SOUND: { track: 'technical', zh: '声音（杂音、单声道缺失、不同步）', en: 'Sound noisy, missing or out of sync' },
  EDITING: { track: 'technical', zh: '剪辑（片头超长、信息不全、跳点）', en: 'Editing or title sequence' },
  SUBTITLES: { track: 'technical', zh: '字幕有错或遮挡', en: 'Subtitles wrong or in the way' },
  FILE: { track: 'technical', zh: '文件打不开或命名不规范', en: 'File does not open or is misnamed' },
  OTHER: { track: 'both', zh: '其他（见说明）', en: 'Other (see text)' },
} as const satisfies Record<string, ReturnReason>

export type ReasonCode = keyof typeof RETURN_REASONS

export const isReasonCode = (value: unknown): value is ReasonCode =>
  typeof value === 'string' && Object.hasOwn(RETURN_REASONS, value)

/** The reasons that one office may give. */
export const reasonsOf = (track: Track): ReasonCode[] =>
  (Object.keys(RETURN_REASONS) as ReasonCode[]).filter((code) => {
    const { track: owner } = RETURN_REASONS[code] as ReturnReason
    return owner === 'both' || owner === track
  })
