import type { Field } from 'payload'

import { fillPlace } from '../hooks/fillPlace'
import { leaveOutEmptyCode } from '../hooks/leaveOutEmptyCode'
import { SLUG } from '../slugs'
import { catalogueCollection } from './catalogueCollection'
import { json, longText, number, text, yesNo } from './columns'

const key = text('key', { label: { zh: '键', en: 'Key' }, unique: true, required: true })
const label = text('label', { label: { zh: '名称', en: 'Label' }, required: true })
const labelEn = text('labelEn', { label: { zh: '英文名称', en: 'English label' } })
const order = number('order', { label: { zh: '顺序', en: 'Order' }, index: true })
const placeColumns: Field[] = [
  text('county', { index: true }),
  text('city', { index: true }),
  text('province', { index: true }),
]
const vocabulary = { useAsTitle: 'label', columns: ['order', 'key', 'label'], group: 'vocabulary' } as const

/** 学段. */
export const Stages = catalogueCollection({
  ...vocabulary,
  slug: SLUG.stages,
  labels: { zh: '学段', en: 'Stages' },
  fields: [key, label, labelEn, order],
})

/** 年级; high school has none (ARCHITECTURE.md "Codes and vocabularies"). */
export const Grades = catalogueCollection({
  ...vocabulary,
  slug: SLUG.grades,
  labels: { zh: '年级', en: 'Grades' },
  fields: [key, label, labelEn, order, text('stage', { index: true, required: true })],
})

/** 学科; own stable keys, the national code is an editable attribute (ARCHITECTURE.md "Codes and vocabularies"). */
export const Subjects = catalogueCollection({
  ...vocabulary,
  slug: SLUG.subjects,
  labels: { zh: '学科', en: 'Subjects' },
  fields: [key, label, labelEn, order, text('nationalCode')],
})

/** Asset kinds as data in the groups 教案 / 课件 / 作业 / 素材 plus video (R3, R13). */
export const AssetKinds = catalogueCollection({
  ...vocabulary,
  slug: SLUG.assetKinds,
  labels: { zh: '资源类型', en: 'Asset kinds' },
  fields: [
    key,
    label,
    labelEn,
    order,
    {
      name: 'group',
      type: 'select',
      required: true,
      label: { zh: '大类', en: 'Group' },
      options: [
        { value: 'video', label: { zh: '视频', en: 'Video' } },
        { value: 'lessonPlan', label: { zh: '教案', en: 'Lesson plan' } },
        { value: 'courseware', label: { zh: '课件', en: 'Courseware' } },
        { value: 'homework', label: { zh: '作业', en: 'Homework' } },
        { value: 'material', label: { zh: '素材', en: 'Material' } },
      ],
    },
  ],
})

/** The three channels (R6); the middle one's name varies by place. */
export const Channels = catalogueCollection({
  ...vocabulary,
  slug: SLUG.channels,
  labels: { zh: '栏目', en: 'Channels' },
  fields: [key, label, labelEn, order, longText('description')],
})

/** Districts by GB/T 2260 code, or a local code that is flagged (ARCHITECTURE.md "Codes and vocabularies"). */
export const Districts = catalogueCollection({
  slug: SLUG.districts,
  labels: { zh: '区划', en: 'Districts' },
  useAsTitle: 'name',
  columns: ['code', 'name', 'level', 'isLocalCode'],
  hooks: { beforeChange: [fillPlace] },
  fields: [
    text('code', { label: { zh: '代码', en: 'Code' }, unique: true, required: true }),
    text('name', { label: { zh: '名称', en: 'Name' }, required: true }),
    {
      name: 'level',
      type: 'select',
      required: true,
      label: { zh: '级别', en: 'Level' },
      options: [
        { value: 'province', label: { zh: '省', en: 'Province' } },
        { value: 'city', label: { zh: '市', en: 'City' } },
        { value: 'county', label: { zh: '县（区）', en: 'County' } },
      ],
    },
    text('parent', { label: { zh: '上级代码', en: 'Parent code' }, index: true }),
    yesNo('isLocalCode', { label: { zh: '非国标代码', en: 'Local code, not in GB/T 2260' } }),
    ...placeColumns,
  ],
})

/** Schools: 10-digit 学校(机构)标识码, stages apart from the code, flags of R62. Disabled, never deleted. */
export const Schools = catalogueCollection({
  slug: SLUG.schools,
  labels: { zh: '学校', en: 'Schools' },
  useAsTitle: 'name',
  columns: ['code', 'name', 'district', 'stages'],
  hooks: { beforeChange: [fillPlace, leaveOutEmptyCode] },
  fields: [
    {
      name: 'code',
      type: 'text',
      unique: true,
      label: { zh: '学校标识码', en: 'School code' },
      validate: (value: unknown) =>
        value === undefined ||
        value === null ||
        value === '' ||
        SCHOOL_CODE.test(String(value)) ||
        '学校标识码应为 10 位数字：2 位类别、2 位省份、6 位序号。',
    },
    text('name', { label: { zh: '名称', en: 'Name' }, required: true }),
    text('district', { label: { zh: '区划代码', en: 'District code' }, index: true, required: true }),
    text('parentSchool', { label: { zh: '上级学校（教学点）', en: 'Parent school' } }),
    {
      name: 'stages',
      type: 'select',
      hasMany: true,
      label: { zh: '学段', en: 'Stages' },
      options: ['primary', 'junior', 'senior', 'special'],
    },
    yesNo('isBase', { label: { zh: '基地校', en: 'Base school' } }),
    yesNo('isPilot', { label: { zh: '实验校', en: 'Pilot school' } }),
    yesNo('isWeak', { label: { zh: '薄弱学校', en: 'Weak school' } }),
    yesNo('isTeachingPoint', { label: { zh: '教学点', en: 'Teaching point' } }),
    yesNo('isDisabled', { label: { zh: '已停用', en: 'Disabled' } }),
    ...placeColumns,
  ],
})

/** ARCHITECTURE.md "Codes and vocabularies": 2 digits kind, 2 digits province, 6 digits number, no check digit. */
export const SCHOOL_CODE =
  /^(11|2[12]|3[1-7]|4[12]|51|9[1-3])(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])\d{6}$/

/** One book: subject × edition × volume, the unit of supersession (ARCHITECTURE.md "Codes and vocabularies"). */
export const Textbooks = catalogueCollection({
  slug: SLUG.textbooks,
  labels: { zh: '教材', en: 'Textbooks' },
  useAsTitle: 'title',
  columns: ['title', 'edition', 'volume', 'effectiveFrom', 'effectiveTo'],
  fields: [
    key,
    text('title', { label: { zh: '书名', en: 'Title' }, required: true }),
    text('stage', { index: true, required: true }),
    text('grade', { index: true }),
    text('subject', { index: true, required: true }),
    text('edition', { label: { zh: '版本', en: 'Edition' }, required: true }),
    text('publisher', { label: { zh: '出版社', en: 'Publisher' } }),
    text('volume', { label: { zh: '册次', en: 'Volume' } }),
    text('curriculumStandard', { label: { zh: '课程标准', en: 'Curriculum standard' } }),
    number('approvedYear'),
    text('effectiveFrom', { label: { zh: '启用（年月）', en: 'In use from' } }),
    text('effectiveTo', { label: { zh: '停用（年月）', en: 'In use to' } }),
    text('supersedes', { label: { zh: '替代的教材', en: 'Supersedes' }, index: true }),
    text('source'),
    longText('notes'),
  ],
})

/** Chapter ▸ lesson ▸ period below a textbook (R1: 年级-学科-章节-课时); a resource hangs on any node. */
export const CatalogueNodes = catalogueCollection({
  slug: SLUG.nodes,
  labels: { zh: '章节与课时', en: 'Chapters, lessons, periods' },
  useAsTitle: 'title',
  columns: ['title', 'type', 'textbook', 'order'],
  fields: [
    key,
    {
      name: 'type',
      type: 'select',
      required: true,
      label: { zh: '层级', en: 'Type' },
      options: [
        { value: 'chapter', label: { zh: '章节', en: 'Chapter' } },
        { value: 'lesson', label: { zh: '课', en: 'Lesson' } },
        { value: 'period', label: { zh: '课时', en: 'Period' } },
      ],
    },
    text('textbook', { index: true, required: true }),
    text('parent', { index: true }),
    text('title', { label: { zh: '标题', en: 'Title' }, required: true }),
    order,
    json('path', { hidden: true }),
  ],
})

/** Which book a district uses in which terms; terms are written 2026-09 (autumn) or 2027-02 (spring). */
export const EditionAdoptions = catalogueCollection({
  slug: SLUG.adoptions,
  labels: { zh: '教材选用', en: 'Edition adoptions' },
  useAsTitle: 'key',
  columns: ['district', 'textbook', 'fromTerm', 'toTerm'],
  fields: [
    key,
    text('district', { index: true, required: true }),
    text('textbook', { index: true, required: true }),
    text('fromTerm', { required: true }),
    text('toTerm'),
  ],
})
