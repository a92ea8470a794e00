import { APIError } from 'payload'

type Message = { status: number; zh: string; en: string }

/** Every refusal that a person can meet: what happened and what to do next. `{name}` is filled from `params`. */
export const MESSAGES = {
  NOT_SIGNED_IN: {
    status: 401,
    zh: '您还没有登录。请先登录再试。',
    en: 'You are not signed in. Sign in and try again.',
  },
  FORBIDDEN: {
    status: 403,
    zh: '您没有权限做这件事。如需权限，请联系系统管理员。',
    en: 'You may not do this. Ask the system administrator for the right to.',
  },
  NOT_FOUND: {
    status: 404,
    zh: '没有找到，或您无权查看。请从列表重新进入。',
    en: 'Not found, or not yours to see. Go back to the list.',
  },
  BAD_INPUT: {
    status: 400,
    zh: '填写有误：{detail}。请改正后再提交。',
    en: 'Not valid: {detail}. Correct it and send it again.',
  },
  STAGE_CONFLICT: {
    status: 409,
    zh: '别人刚刚改变了它的状态。请刷新后看看现在的情况。',
    en: 'Someone changed its state just now. Reload to see where it stands.',
  },
  WORKFLOW_OWNED: {
    status: 403,
    zh: '这里的内容由流程写入，不能直接修改。请使用页面上的操作按钮。',
    en: 'This is written by the workflow only. Use the buttons of the page.',
  },
  NOT_YOURS: {
    status: 403,
    zh: '这项资源不是您的。请从“我的资源”打开。',
    en: 'This resource is not yours. Open it from your own work.',
  },
  INCOMPLETE: { status: 422, zh: '还不能提交：{detail}。', en: 'Cannot be submitted yet: {detail}.' },
  UPLOAD_PENDING: {
    status: 409,
    zh: '文件“{name}”还没有传完或正在校验。请等它完成后再提交。',
    en: 'The file “{name}” is still uploading or being checked. Wait for it, then submit.',
  },
  OPEN_REVISION: {
    status: 409,
    zh: '上一次提交还在审核中。请等结果，或先撤回再提交。',
    en: 'The last submission is still under review. Wait for the result or withdraw it first.',
  },
  ASSET_GONE: {
    status: 409,
    zh: '文件“{name}”已被清理。请重新上传。',
    en: 'The file “{name}” has been removed. Upload it again.',
  },
  SELF_REVIEW: {
    status: 403,
    zh: '不能审核自己提交或参与的资源。请交给同事。',
    en: 'You cannot review your own work. Leave it to a colleague.',
  },
  TWO_KEYS: {
    status: 403,
    zh: '同一个人不能既做内容审核又做技术审核。请交给同事。',
    en: 'One person cannot give both approvals. Leave it to a colleague.',
  },
  OUT_OF_SCOPE: {
    status: 403,
    zh: '这项资源不在您的角色范围内（学校、区划、学段或学科）。如需调整，请联系系统管理员。',
    en: 'This item is outside the scope of your role (school, district, stage or subject). Ask the system administrator.',
  },
  NOT_CLAIMED: {
    status: 409,
    zh: '您还没有领取，或领取已过期。请重新领取。',
    en: 'You have not claimed this, or the claim has run out. Claim it again.',
  },
  ALREADY_CLAIMED: {
    status: 409,
    zh: '{name}已领取这一项。请选下一条。',
    en: '{name} has claimed this already. Take the next one.',
  },
  REASON_NEEDED: {
    status: 422,
    zh: '退回需要至少一条原因和说明。请补充后再退回。',
    en: 'A return needs a coded reason and a text. Add them and try again.',
  },
  SUBJECT_CHANGED: {
    status: 409,
    zh: '您看到的内容与现在保存的不一致，没有发布。请重新打开这一项。',
    en: 'What is stored is not what was approved; nothing was published. Open the item again.',
  },
  NOT_LIVE: {
    status: 409,
    zh: '这项资源现在不在架上。请刷新后再看。',
    en: 'This resource is not on the shelf now. Reload and look again.',
  },
  SHELF_FINAL: {
    status: 409,
    zh: '这项资源已清除，不能再提交。请新建一项资源。',
    en: 'This resource was purged and cannot be submitted again. Create a new one.',
  },
  TAKEN_DOWN: {
    status: 409,
    zh: '管理员已将这项资源下架，不能再次提交。如需重新发布，请联系系统管理员恢复。',
    en: 'This resource was taken down and cannot be submitted again. Ask the system administrator to restore it.',
  },
  UPLOAD_TOO_LARGE: {
    status: 413,
    zh: '文件超过 {max}。请压缩后再传。',
    en: 'The file is larger than {max}. Compress it and try again.',
  },
  QUOTA_EXCEEDED: {
    status: 413,
    zh: '您的空间已用 {used}，共 {quota}。请删除不用的草稿文件后再传。',
    en: 'You have used {used} of {quota}. Delete files of drafts that you do not need, then try again.',
  },
  FILE_TYPE: {
    status: 415,
    zh: '不接受“{name}”这种文件。可以上传：{accepted}。',
    en: 'Files like “{name}” are not accepted. Accepted: {accepted}.',
  },
  RATE_LIMITED: {
    status: 429,
    zh: '请求太频繁。请 {seconds} 秒后再试。',
    en: 'Too many requests. Try again in {seconds} s.',
  },
  STORE_DOWN: {
    status: 503,
    zh: '文件存储暂时连不上，内容没有丢失。请几分钟后再试。',
    en: 'File storage cannot be reached; nothing is lost. Try again in a few minutes.',
  },
} as const satisfies Record<string, Message>

export type ErrorCode = keyof typeof MESSAGES
export type ErrorParams = Record<string, string | number>
export type Language = 'zh' | 'en'

/** The sentence of a code in one language. */
export const messageOf = (code: ErrorCode, params: ErrorParams = {}, language: Language = 'zh'): string =>
  MESSAGES[code][language].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))

/** A refusal with a stable code; `data` carries `{code, params}` through Payload's REST and GraphQL error output. */
export class AppError extends APIError<{ code: ErrorCode; params: ErrorParams }> {
  readonly code: ErrorCode
  readonly params: ErrorParams

  constructor(code: ErrorCode, params: ErrorParams = {}) {
    super(messageOf(code, params), MESSAGES[code].status, { code, params }, true)
    this.name = 'AppError'
    this.code = code
    this.params = params
  }
}

/** By name and code: Next keeps several copies of this class in one process, of which `instanceof` knows one. */
export const isAppError = (error: unknown, code?: ErrorCode): error is AppError => {
  if (!(error instanceof Error) || error.name !== 'AppError') return false
  const own = (error as Partial<AppError>).code
  return own !== undefined && Object.hasOwn(MESSAGES, own) && (code === undefined || own === code)
}
