import { MEDIA_REASONS, type MediaCode, reasonText } from '../../../src/domain/media/reasons'

const codes = Object.keys(MEDIA_REASONS) as MediaCode[]
const names = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort()

describe('reasonText', () => {
  it.each(codes)('should say %s in Chinese and English with the same facts and what to do', (code) => {
    const { zh, en } = MEDIA_REASONS[code]
    expect(names(zh)).toEqual(names(en))
    expect(zh).toMatch(/[\u4e00-\u9fff].*。$/)
    expect(en).toMatch(/\.$/)
    expect(zh).toMatch(/请|不用|建议/)
    expect(en).not.toMatch(/[\u4e00-\u9fff]/)
  })

  it('should fill in the facts, Chinese unless told', () => {
    expect(reasonText({ code: 'TOO_SHORT', params: { seconds: 3, min: 5 } })).toBe(
      '视频只有 3 秒，少于 5 秒。请检查导出是否完整，再上传整段视频。',
    )
    expect(reasonText({ code: 'TOO_SHORT', params: { seconds: 3, min: 5 }, language: 'en' })).toContain('3 s')
    expect(reasonText({ code: 'NO_AUDIO' })).toBe('视频里没有声音。请检查录制软件是否选中了麦克风，重新导出后再上传。')
  })
})
