import { en } from './en'
import { zh } from './zh'

/** The namespace `library` of Payload's i18n. */
export const translations = { zh, en }
