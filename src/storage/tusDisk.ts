import { open, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'

import { FileStore } from '@tus/file-store'
import type { Upload } from '@tus/server'

import { checkTusId, refuseRead, TUS_EXTENSIONS, TUS_FOLDER, type TusStore } from './tusRules'

/** tus uploads as files `<root>/uploads/<id>` with a note `<id>.json` beside each. `root` is that of `createDiskStorage`. */
export class TusDisk extends FileStore implements TusStore {
  constructor({ root }: { root: string }) {
    super({ directory: path.join(root, TUS_FOLDER) })
    this.extensions = TUS_EXTENSIONS
  }

  override create(upload: Upload) {
    checkTusId(upload.id)
    return super.create(upload)
  }

  override async getUpload(id: string) {
    return super.getUpload(checkTusId(id))
  }

  override read(): never {
    return refuseRead()
  }

  /** Waits for the disk before the client hears that its bytes arrived: a power cut must not leave a file of zeroes. */
  override async write(source: Readable, id: string, offset: number) {
    const reached = await super.write(source, checkTusId(id), offset)
    const file = await open(path.join(this.directory, id), 'r')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
    return reached
  }

  override async remove(id: string) {
    await this.getUpload(id)
    await this.discard({ id })
  }

  async discard({ id }: { id: string }) {
    const file = path.join(this.directory, checkTusId(id))
    await rm(file, { force: true })
    await rm(`${file}.json`, { force: true })
  }
}
