import type { Form } from '../lib/types'

export const EMPTY_FORM: Form = {
  title: '',
  summary: '',
  keywords: '',
  channel: '',
  stage: '',
  grade: '',
  subject: '',
  textbook: '',
  node: '',
  contributors: [],
  minorsVisible: false,
  consentRecorded: false,
  originality: '',
  rightsHolder: '',
  shareLevel: '',
  isDeclared: false,
}

/** A stored working copy as a form: what is null or missing becomes empty. */
export const formOf = (doc: Partial<Record<keyof Form, unknown>>): Form => {
  const form: Record<string, unknown> = { ...EMPTY_FORM }
  for (const key of Object.keys(EMPTY_FORM) as (keyof Form)[]) {
    const value = doc[key]
    if (value !== null && value !== undefined) form[key] = value
  }
  if (!Array.isArray(form.contributors)) form.contributors = []
  return form as Form
}

/** A patch as the REST API wants it: an empty choice of a select is null. */
export const bodyOfPatch = (patch: Partial<Form>): Record<string, unknown> => {
  const body: Record<string, unknown> = { ...patch }
  for (const key of ['originality', 'shareLevel'] as const) if (body[key] === '') body[key] = null
  return body
}
