type Form = {
  title?: string | null
  channel?: string | null
  stage?: string | null
  subject?: string | null
  originality?: string | null
  isDeclared?: boolean | null
}

/**
 * What a working copy still lacks before it can be submitted, as a sentence part in Chinese, or '' when it is complete.
 * A resource hangs on any node, or on stage and subject alone (activities, papers and lectures have no 课时; R4, R9).
 * The declaration is the provider's own review and safety commitment (domain.md §5).
 */
export const missingForSubmission = (form: Form): string => {
  const title = (form.title ?? '').trim()
  if (title.length < 2) return '请填写标题（至少 2 个字）'
  if (title.length > 80) return '标题请不超过 80 个字'
  if (!form.channel) return '请选择栏目'
  if (!form.stage || !form.subject) return '请选择课时，或至少选择学段和学科'
  if (!form.originality) return '请选择原创性'
  if (!form.isDeclared) return '请确认原创与安全承诺'
  return ''
}
