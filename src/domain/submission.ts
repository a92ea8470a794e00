type Form = {
  title?: string | null
  channel?: string | null
  stage?: string | null
  subject?: string | null
  originality?: string | null
  isDeclared?: boolean | null
}

/** What a working copy may lack, as sentence parts; the code is the `detail` of INCOMPLETE. */
export const GAPS = {
  titleTooShort: { zh: '请填写标题（至少 2 个字）', en: 'give it a title of at least 2 characters' },
  titleTooLong: { zh: '标题请不超过 80 个字', en: 'keep the title within 80 characters' },
  noChannel: { zh: '请选择栏目', en: 'choose a channel' },
  noPlace: {
    zh: '请选择课时，或至少选择学段和学科',
    en: 'choose the lesson, or at least stage and subject',
  },
  wrongPlace: {
    zh: '课时、教材与学段、学科对不上，请重新选择课时',
    en: 'lesson, textbook, stage and subject do not agree: choose the lesson again',
  },
  noFile: { zh: '请先上传至少一个文件', en: 'upload at least one file' },
  noOriginality: { zh: '请选择原创性', en: 'say whether it is original' },
  notDeclared: { zh: '请确认原创与安全承诺', en: 'confirm the declaration' },
} as const satisfies Record<string, { zh: string; en: string }>

export type Gap = keyof typeof GAPS

/**
 * What a working copy still lacks before it can be submitted, the first thing of the form, or '' when it is complete.
 * A resource hangs on any node, or on stage and subject alone (activities, papers and lectures have no 课时; R4, R9).
 * The declaration is the provider's own review and safety commitment (ARCHITECTURE.md "Review").
 */
export const missingForSubmission = (form: Form): Gap | '' => {
  const title = (form.title ?? '').trim()
  if (title.length < 2) return 'titleTooShort'
  if (title.length > 80) return 'titleTooLong'
  if (!form.channel) return 'noChannel'
  if (!form.stage || !form.subject) return 'noPlace'
  if (!form.originality) return 'noOriginality'
  if (!form.isDeclared) return 'notDeclared'
  return ''
}
