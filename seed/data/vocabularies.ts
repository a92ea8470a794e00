/** Vocabularies as data (ARCHITECTURE.md, Codes and vocabularies): keys are stable, labels and national codes may be edited afterwards. */

/** 学段. */
export const STAGES = [
  { key: 'primary', label: '小学', labelEn: 'Primary school', order: 1 },
  { key: 'junior', label: '初中', labelEn: 'Junior high school', order: 2 },
  { key: 'senior', label: '高中', labelEn: 'Senior high school', order: 3 },
  { key: 'primary54', label: '小学（五·四学制）', labelEn: 'Primary school (5 + 4 years)', order: 4 },
  { key: 'junior54', label: '初中（五·四学制）', labelEn: 'Junior high school (5 + 4 years)', order: 5 },
  { key: 'special', label: '特殊教育', labelEn: 'Special education', order: 6 },
] as const

/** 年级 of the usual six and three years; high school has none. */
export const GRADES = ['一', '二', '三', '四', '五', '六', '七', '八', '九'].map((numeral, index) => ({
  key: `g${index + 1}`,
  label: `${numeral}年级`,
  labelEn: `Grade ${index + 1}`,
  order: index + 1,
  stage: index < 6 ? 'primary' : 'junior',
}))

/**
 * 学科. `names` are what sources call the subject besides its label; they are used to read sources and are not stored.
 * National codes by JY/T 1001, unverified.
 */
export const SUBJECTS = [
  { key: 'chinese', label: '语文', labelEn: 'Chinese', nationalCode: '13', names: ['语文·书法练习指导'] },
  { key: 'math', label: '数学', labelEn: 'Mathematics', nationalCode: '14', names: [] },
  { key: 'english', label: '英语', labelEn: 'English', nationalCode: '41', names: [] },
  { key: 'morality', label: '道德与法治', labelEn: 'Morality and law', nationalCode: '', names: [] },
  { key: 'science', label: '科学', labelEn: 'Science', nationalCode: '15', names: [] },
  { key: 'physics', label: '物理', labelEn: 'Physics', nationalCode: '16', names: [] },
  { key: 'chemistry', label: '化学', labelEn: 'Chemistry', nationalCode: '17', names: [] },
  { key: 'biology', label: '生物学', labelEn: 'Biology', nationalCode: '18', names: ['生物'] },
  { key: 'geography', label: '地理', labelEn: 'Geography', nationalCode: '20', names: ['人文地理', '地理图册'] },
  { key: 'history', label: '历史', labelEn: 'History', nationalCode: '21', names: [] },
  { key: 'politics', label: '思想政治', labelEn: 'Politics', nationalCode: '', names: [] },
  { key: 'pe', label: '体育与健康', labelEn: 'Physical education', nationalCode: '22', names: ['体育'] },
  { key: 'music', label: '音乐', labelEn: 'Music', nationalCode: '24', names: [] },
  { key: 'art', label: '美术', labelEn: 'Fine arts', nationalCode: '25', names: [] },
  { key: 'arts', label: '艺术', labelEn: 'Arts', nationalCode: '23', names: [] },
  { key: 'it', label: '信息技术', labelEn: 'Information technology', nationalCode: '26', names: ['信息科技'] },
  { key: 'technology', label: '通用技术', labelEn: 'General technology', nationalCode: '27', names: [] },
  { key: 'japanese', label: '日语', labelEn: 'Japanese', nationalCode: '42', names: [] },
  { key: 'russian', label: '俄语', labelEn: 'Russian', nationalCode: '43', names: [] },
  { key: 'labour', label: '劳动', labelEn: 'Labour', nationalCode: '', names: [] },
  { key: 'practice', label: '综合实践活动', labelEn: 'Integrated practice', nationalCode: '', names: [] },
  { key: 'mental-health', label: '心理健康', labelEn: 'Mental health', nationalCode: '', names: [] },
] as const

/**
 * Asset kinds in the groups of R3, with the wider list of R13. `guessKind` of src/domain/media/accept.ts answers with
 * the keys video, lesson-plan, courseware, homework and material.
 */
export const ASSET_KINDS = [
  { key: 'video', label: '授课视频', labelEn: 'Lesson video', group: 'video' },
  { key: 'micro-lesson', label: '微课', labelEn: 'Micro lesson', group: 'video' },
  { key: 'classroom-record', label: '课堂实录', labelEn: 'Classroom recording', group: 'video' },
  { key: 'lesson-talk-video', label: '说课视频', labelEn: 'Talk about a lesson', group: 'video' },
  { key: 'tool-case-video', label: '工具应用案例视频', labelEn: 'Use of a tool, video', group: 'video' },
  { key: 'lesson-plan', label: '教学设计', labelEn: 'Lesson plan', group: 'lessonPlan' },
  { key: 'study-guide', label: '导学案', labelEn: 'Study guide', group: 'lessonPlan' },
  { key: 'courseware', label: '教学课件', labelEn: 'Courseware', group: 'courseware' },
  { key: 'lesson-talk-slides', label: '说课课件', labelEn: 'Slides of a talk about a lesson', group: 'courseware' },
  { key: 'homework', label: '练习与作业', labelEn: 'Exercises and homework', group: 'homework' },
  { key: 'task-sheet', label: '学习任务单', labelEn: 'Task sheet', group: 'homework' },
  { key: 'material', label: '教学素材', labelEn: 'Teaching material', group: 'material' },
  { key: 'teaching-tool', label: '教学工具', labelEn: 'Teaching tool', group: 'material' },
  { key: 'reference', label: '教学参考', labelEn: 'Teaching reference', group: 'material' },
  { key: 'teaching-log', label: '教学日志', labelEn: 'Teaching log', group: 'material' },
  { key: 'paper', label: '教学论文与成果', labelEn: 'Paper or research result', group: 'material' },
  { key: 'audio', label: '音频', labelEn: 'Audio', group: 'material' },
  { key: 'picture', label: '图片', labelEn: 'Picture', group: 'material' },
] as const

/** The three channels (R6); the middle one is called 名师教研课堂 in some places. */
export const CHANNELS = [
  {
    key: 'delivery',
    label: '专递课堂',
    labelEn: 'Delivered classroom',
    order: 1,
    description: '按照年级-学科-章节-课时四级目录组织的同步授课资源，供薄弱学校和教学点开齐开足课程。',
  },
  {
    key: 'masters',
    label: '名师课堂',
    labelEn: 'Master teachers’ classroom',
    order: 2,
    description: '按照课时-名师-视频组织的示范课，以及按区域和学科开展的网络教研活动材料。',
  },
  {
    key: 'schools',
    label: '名校网络课堂',
    labelEn: 'Leading schools’ network classroom',
    order: 3,
    description: '按照学校、年级-学科-章节-课时和教案、课件、作业、素材组织，由学校自主管理、每周更新。',
  },
] as const

const districtsOf = (
  level: 'province' | 'city' | 'county',
  rows: Record<string, string>,
  parentOf: (code: string) => string | null,
) => Object.entries(rows).map(([code, name]) => ({ code, name, level, parent: parentOf(code), isLocalCode: false }))

/**
 * Districts by GB/T 2260: those that the documents name, with what lies above them. Two of them are called 新城区:
 * names are no keys. 经济技术开发区 has an education bureau but no code of its own, hence a local code.
 * Parents stand before their children.
 */
export const DISTRICTS = [
  ...districtsOf(
    'province',
    {
      410000: '河南省',
      150000: '内蒙古自治区',
      350000: '福建省',
      530000: '云南省',
      610000: '陕西省',
      640000: '宁夏回族自治区',
    },
    () => null,
  ),
  ...districtsOf(
    'city',
    {
      411300: '南阳市',
      411600: '周口市',
      150100: '呼和浩特市',
      350500: '泉州市',
      533300: '怒江傈僳族自治州',
      610100: '西安市',
      640300: '吴忠市',
    },
    (code) => `${code.slice(0, 2)}0000`,
  ),
  ...districtsOf(
    'county',
    {
      411327: '社旗县',
      411328: '唐河县',
      411621: '扶沟县',
      150102: '新城区',
      533323: '福贡县',
      610102: '新城区',
      640302: '利通区',
    },
    (code) => `${code.slice(0, 4)}00`,
  ),
  { code: '150172', name: '呼和浩特经济技术开发区', level: 'county', parent: '150100', isLocalCode: true },
] as const

/** The county of the demo. */
export const DEMO_COUNTY = '411327'

const plain = { parentSchool: null, isBase: false, isPilot: false, isWeak: false, isTeachingPoint: false }

/**
 * Invented schools: the names are usual ones, the last six digits of the codes are made up. A 教学点 has no code of its
 * own; `parentSchool` holds the code of the school that it belongs to.
 */
export const SCHOOLS = [
  { ...plain, code: '2141000101', name: '城关小学', district: '411327', stages: ['primary'], isBase: true },
  { ...plain, code: '2141000102', name: '赊店镇第一小学', district: '411327', stages: ['primary'], isPilot: true },
  { ...plain, code: '2141000103', name: '朱集镇中心小学', district: '411327', stages: ['primary'], isWeak: true },
  {
    ...plain,
    code: null,
    name: '朱集镇河湾教学点',
    district: '411327',
    stages: ['primary'],
    isWeak: true,
    isTeachingPoint: true,
    parentSchool: '2141000103',
  },
  { ...plain, code: '3141000104', name: '县第二初级中学', district: '411327', stages: ['junior'], isPilot: true },
  { ...plain, code: '3141000105', name: '下洼镇九年一贯制学校', district: '411327', stages: ['primary', 'junior'] },
  { ...plain, code: '3441000106', name: '县第一高级中学', district: '411327', stages: ['senior'], isBase: true },
  { ...plain, code: '5141000107', name: '县特殊教育学校', district: '411327', stages: ['special'] },
  { ...plain, code: '2141000201', name: '滨河小学', district: '411328', stages: ['primary'] },
]
