import { Readable } from 'node:stream'

import { deliveredType, deliveryHeaders, isUnchanged } from '../../src/library/deliveryHeaders'
import { deliveryStream } from '../../src/library/deliveryStream'
import { parseRange } from '../../src/library/parseRange'

// Run alone: NODE_OPTIONS=--experimental-vm-modules npx jest tests/unit/library.delivery --selectProjects unit

describe('parseRange', () => {
  const whole = { kind: 'whole' }
  const none = { kind: 'unsatisfiable' }
  const part = (start: number, end: number) => ({ kind: 'part', start, end })

  it.each([
    [null, whole],
    ['', whole],
    ['bytes=0-', part(0, 99)],
    ['bytes=0-0', part(0, 0)],
    ['Bytes=10-19', part(10, 19)],
    ['bytes=10-1000', part(10, 99)],
    ['bytes=99-', part(99, 99)],
    ['bytes=100-', none],
    ['bytes=99999999999999999999999-', none],
    ['bytes=5-99999999999999999999999', part(5, 99)],
    ['bytes=-10', part(90, 99)],
    ['bytes=-1000', part(0, 99)],
    ['bytes=-0', none],
    ['bytes=-', whole],
    ['bytes=20-10', whole],
    ['bytes=0-1,5-6', whole],
    ['bytes=a-b', whole],
    ['bytes=1.5-3', whole],
    ['items=0-1', whole],
    ['bytes 0-1', whole],
    ['bytes=0x1-2', whole],
  ])('should read %p of 100 bytes', (header, expected) => {
    expect(parseRange({ header, size: 100 })).toEqual(expected)
  })

  it('should have no part of an empty file', () => {
    expect(parseRange({ header: 'bytes=0-', size: 0 })).toEqual(none)
    expect(parseRange({ header: 'bytes=-5', size: 0 })).toEqual(none)
    expect(parseRange({ header: null, size: 0 })).toEqual(whole)
  })
})

describe('deliveryHeaders', () => {
  const headersOf = (mime: string, isDownload = false) =>
    deliveryHeaders({ sha256: 'ab', mime, name: '分数 (1).bin', isDownload })

  it.each(['video/mp4', 'audio/mpeg', 'image/png', 'image/jpeg', 'image/webp', 'image/gif', 'application/pdf'])(
    'should show %s',
    (mime) => {
      const headers = headersOf(mime)
      expect(headers.get('content-type')).toBe(mime)
      expect(headers.get('content-disposition')).toMatch(/^inline; /)
      expect(headers.get('content-security-policy')).not.toContain('sandbox')
    },
  )

  it.each([
    'image/svg+xml',
    'text/html',
    'application/xhtml+xml',
    'text/javascript',
    '',
    'video/mp4\r\nx: y',
    'video/webm',
  ])('should send %p as nameless bytes to be saved', (mime) => {
    const headers = headersOf(mime)
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('content-disposition')).toMatch(/^attachment; /)
    expect(headers.get('content-security-policy')).toContain('sandbox')
  })

  it('should read a type with parameters and capitals', () => {
    expect(deliveredType('Video/MP4; codecs="avc1"')).toEqual({ mime: 'video/mp4', isShown: true })
  })

  it('should name a download in Chinese and keep every answer out of shared caches', () => {
    const headers = headersOf('video/mp4', true)
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="__ (1).bin"; filename*=UTF-8''${encodeURIComponent('分数')}%20%281%29.bin`,
    )
    expect(headers.get('cache-control')).toBe('private, no-cache, no-transform')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('etag')).toBe('"ab"')
  })
})

describe('isUnchanged', () => {
  it.each([
    ['"ab"', true],
    ['W/"ab"', true],
    ['"x", "ab"', true],
    ['*', true],
    ['"abc"', false],
    ['ab', false],
    ['', false],
    [null, false],
  ])('should compare %p', (header, expected) => {
    expect(isUnchanged({ header, etag: '"ab"' })).toBe(expected)
  })
})

describe('deliveryStream', () => {
  const endless = () => {
    let sent = 0
    const source = new Readable({
      highWaterMark: 1,
      read() {
        sent += 1
        this.push(Buffer.alloc(1000))
      },
    })
    return { source, sent: () => sent }
  }

  it('should read no further than the client does', async () => {
    const { source, sent } = endless()
    const reader = deliveryStream({ source, mayGoOn: async () => true }).getReader()
    await reader.read()
    await reader.read()
    await new Promise((resolve) => setImmediate(resolve))
    expect(sent()).toBeLessThan(6)
    await reader.cancel()
    expect(source.destroyed).toBe(true)
  })

  it('should end with an error when it may not go on, and close its source', async () => {
    const { source } = endless()
    let may = true
    const reader = deliveryStream({ source, mayGoOn: async () => may, checkEveryMs: 0 }).getReader()
    expect((await reader.read()).done).toBe(false)
    may = false
    await expect(reader.read()).rejects.toMatchObject({ name: 'AbortError' })
    expect(source.destroyed).toBe(true)
  })

  it('should pass on what the source fails with', async () => {
    const source = new Readable({
      read() {
        this.destroy(new Error('disk'))
      },
    })
    await expect(
      deliveryStream({ source, mayGoOn: async () => true })
        .getReader()
        .read(),
    ).rejects.toThrow('disk')
  })
})
