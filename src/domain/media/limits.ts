import type { MediaProfile } from './types'

/**
 * Limits of the county's video on demand (专递课堂, 名校网络课堂) (ARCHITECTURE.md "Media limits").
 * R15 “MP4(H.264)格式,码率每分钟10M左右”: 10 MB a minute is 1.333 Mbit/s for the whole file, and never more than 12.
 * R16 names H.265: taken as a source, published as H.264. “加工成”: making it fit is the platform's work, so a source is
 * refused only for what no processing can mend.
 */
export const COUNTY_VOD = {
  key: 'county-vod',
  version: 1,
  source: {
    formats: ['mp4', 'mov', 'matroska', 'webm', 'mpegts', 'mpeg', 'avi', 'flv', 'asf'],
    videoCodecs: [
      ...['h264', 'hevc', 'vp8', 'vp9', 'av1', 'mpeg1video', 'mpeg2video', 'mpeg4', 'msmpeg4v2', 'msmpeg4v3'],
      ...['wmv1', 'wmv2', 'wmv3', 'vc1', 'mss1', 'mss2', 'flv1', 'h263', 'mjpeg', 'prores', 'dnxhd', 'dvvideo'],
    ],
    audioCodecs: [
      ...[
        'aac',
        'aac_latm',
        'mp3',
        'mp2',
        'ac3',
        'eac3',
        'opus',
        'vorbis',
        'flac',
        'alac',
        'wmav1',
        'wmav2',
        'wmapro',
        'wmavoice',
      ],
      ...['pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s24be', 'pcm_s32le', 'pcm_f32le', 'pcm_u8', 'pcm_mulaw'],
      ...['pcm_alaw', 'pcm_bluray', 'adpcm_ms', 'adpcm_ima_wav', 'nellymoser', 'speex', 'amr_nb', 'amr_wb'],
    ],
    minShortSide: 480,
    maxLongSide: 8192,
    minFps: 15,
    minSeconds: 5,
    maxSeconds: 4 * 3600,
    maxBytes: 4_000_000_000,
  },
  published: {
    brands: ['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V', 'f4v'],
    videoCodec: 'h264',
    videoProfiles: ['Constrained Baseline', 'Baseline', 'Main', 'Constrained High', 'High'],
    /** Every decoder built into a school's old PC reads 4.1; 720p30 itself needs 3.1. */
    maxLevel: 41,
    pixFmt: 'yuv420p',
    maxLongSide: 1280,
    maxShortSide: 720,
    maxFps: 30,
    audioCodec: 'aac',
    audioProfile: 'LC',
    sampleRates: [44_100, 48_000],
    maxChannels: 2,
    maxAudioBitRate: 200_000,
    maxMbPerMinute: 12,
  },
  target: {
    totalBitRate: 1_333_000,
    videoBitRate: 1_205_000,
    audioBitRate: 128_000,
    sampleRate: 48_000,
    channels: 2,
    gopSeconds: 2,
    quality: 21,
    preset: 'medium',
    level: '4.0',
  },
  notes: { shortSeconds: 60, lowMbPerMinute: 1, lengthGapSeconds: 5 },
} as const satisfies MediaProfile

/** Every profile by key; a channel names one (R19). */
export const MEDIA_PROFILES: Readonly<Record<string, MediaProfile>> = { [COUNTY_VOD.key]: COUNTY_VOD }
