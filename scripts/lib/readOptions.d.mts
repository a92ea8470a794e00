type Option = { type: 'string' | 'boolean'; multiple?: boolean; default?: string | boolean | readonly string[] }
type Value<O extends Option> = O extends { type: 'boolean' }
  ? boolean
  : O extends { multiple: true }
    ? string[]
    : string

export const readOptions: <const T extends Record<string, Option>>(args: {
  usage: string
  options: T
  allowPositionals?: boolean
}) => {
  values: { [K in keyof T]: T[K] extends { default: unknown } ? Value<T[K]> : Value<T[K]> | undefined }
  positionals: string[]
}
