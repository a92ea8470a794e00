/** A title out of the lesson and the main kind: 分数的初步认识（视频课）. '' while no lesson is known. */
export const proposeTitle = ({ lesson, kind }: { lesson: string; kind: string }): string =>
  lesson === '' ? '' : kind === '' ? lesson : `${lesson}（${kind}）`
