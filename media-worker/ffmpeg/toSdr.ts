/**
 * HLG or PQ to ordinary colours, to be done at the small size, since the steps in between are floating point. Recorders
 * often say the transfer only; the rest is then always BT.2020 (ITU-R BT.2100), and zscale does not guess.
 */
export const TO_SDR = [
  'setparams=color_primaries=bt2020:colorspace=bt2020nc',
  'zscale=t=linear:npl=100',
  'format=gbrpf32le',
  'zscale=p=bt709',
  'tonemap=tonemap=hable:desat=0',
  'zscale=t=bt709:m=bt709:r=tv',
] as const
