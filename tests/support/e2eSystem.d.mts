import type { ChildProcess } from 'node:child_process'

export type Demo = {
  child: ChildProcess
  output: string
  url: string
  dataDir: string
  accounts: string
  ready: Promise<Demo>
  said: (text: string) => Promise<Demo>
  exited: Promise<number | null>
  stop: () => Promise<number | null>
}
export const startDemo: (args: { port: number; dataDir: string; args?: string[]; env?: Record<string, string> }) => Demo
export const newDataDir: () => string
export const setup: () => Promise<void>
export const teardown: () => Promise<void>
