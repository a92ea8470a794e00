import { GAPS } from '../domain/submission'
import type { ErrorParams, Language } from '../errors'

type Words = Record<Language, string>

/** Names of what a body or an address may hold wrongly. */
const FIELDS: Record<string, Words> = {
  JSON: { zh: '内容不是 JSON', en: 'the body is no JSON' },
  track: { zh: '审核类别', en: 'track' },
  count: { zh: '数量', en: 'count' },
  reasons: { zh: '退回原因', en: 'reasons' },
  comment: { zh: '意见', en: 'comment' },
  user: { zh: '用户', en: 'user' },
  role: { zh: '角色', en: 'role' },
  school: { zh: '学校', en: 'school' },
  district: { zh: '区划', en: 'district' },
  subject: { zh: '学科', en: 'subject' },
  stage: { zh: '学段', en: 'stage' },
  reason: { zh: '原因', en: 'reason' },
  note: { zh: '说明', en: 'note' },
}

/** What the files of a working copy lack; `name` is the file's. */
const FILES: Record<string, Words> = {
  fileRejected: {
    zh: '文件“{name}”不能用，请删除或重新上传',
    en: 'the file “{name}” cannot be used; delete it or upload it again',
  },
  fileWithoutKind: { zh: '请选择文件“{name}”的类型', en: 'choose the kind of the file “{name}”' },
}

const WORDS = new Map<string, Words>(Object.entries({ ...GAPS, ...FIELDS, ...FILES }))

/** `params` with a `detail` made of known codes (`reasons, comment`) in words; anything else stays as it is. */
export const withDetail = (params: ErrorParams, language: Language): ErrorParams => {
  const { detail } = params
  if (typeof detail !== 'string') return params
  // `reasons.2` is the third of `reasons`.
  const words = detail.split(', ').map((code) => WORDS.get(code) ?? WORDS.get(code.split('.')[0] ?? ''))
  if (!words.every((each) => each !== undefined)) return params
  const sentence = [...new Set(words.map((each) => each[language]))].join(language === 'zh' ? '、' : ', ')
  return { ...params, detail: sentence.replace('{name}', () => String(params.name ?? '')) }
}
