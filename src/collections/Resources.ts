import type { CollectionConfig } from 'payload'

import { anyOf } from '../access/combinators'
import { has, isOwn, isSystemAdmin } from '../access/rules'
import { SHARE_LEVELS } from '../domain/audience'
import { ownResource } from '../hooks/ownResource'
import { SLUG } from '../slugs'
import { json, longText, text, yesNo } from './columns'

/**
 * The working copy that its teacher edits: no state and no pointer to workflow rows (a form save rewrites the whole
 * document). Scalars and JSON only. `owner` and `school` are set by the hook, never by the form.
 */
export const Resources: CollectionConfig = {
  slug: SLUG.resources,
  labels: { singular: { zh: '资源', en: 'Resource' }, plural: { zh: '资源', en: 'Resources' } },
  admin: { useAsTitle: 'title', hidden: true },
  access: {
    create: anyOf(has('teacher')),
    read: anyOf(isSystemAdmin, isOwn('owner')),
    update: anyOf(isOwn('owner')),
    delete: () => false,
  },
  hooks: { beforeChange: [ownResource] },
  disableDuplicate: true,
  lockDocuments: false,
  graphQL: false,
  fields: [
    text('title', { label: { zh: '标题', en: 'Title' } }),
    longText('summary', { label: { zh: '简介', en: 'Summary' } }),
    text('keywords', { label: { zh: '关键词', en: 'Keywords' } }),
    text('owner', { index: true }),
    text('ownerName'),
    text('school', { index: true }),
    text('channel', { label: { zh: '栏目', en: 'Channel' } }),
    text('stage', { label: { zh: '学段', en: 'Stage' } }),
    text('grade', { label: { zh: '年级', en: 'Grade' } }),
    text('subject', { label: { zh: '学科', en: 'Subject' } }),
    text('textbook', { label: { zh: '教材', en: 'Textbook' } }),
    text('node', { label: { zh: '章节课时', en: 'Catalogue node' } }),
    json('contributors', { label: { zh: '参与者', en: 'Contributors' } }),
    yesNo('minorsVisible', { label: { zh: '画面中有学生', en: 'Pupils can be seen' } }),
    yesNo('consentRecorded', { label: { zh: '已取得监护人同意', en: 'Consent of guardians recorded' } }),
    {
      name: 'originality',
      type: 'select',
      label: { zh: '原创性', en: 'Originality' },
      options: ['original', 'adapted', 'quoted'],
    },
    text('rightsHolder', { label: { zh: '著作权人', en: 'Rights holder' } }),
    text('licence', { label: { zh: '许可', en: 'Licence' } }),
    { name: 'shareLevel', type: 'select', label: { zh: '共享范围', en: 'Share level' }, options: [...SHARE_LEVELS] },
    yesNo('isDeclared', { label: { zh: '已确认原创与安全承诺', en: 'Declaration made' } }),
    yesNo('isHidden', { label: { zh: '已从我的列表移走', en: 'Removed from my list' } }),
  ],
}
