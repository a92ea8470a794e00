export const LAYERS = ['unit', 'int', 'media', 'e2e']

/** The real servers that the integration tests run on besides SQLite and disk, where variables name them. */
const SERVICES = [
  {
    name: 'MongoDB',
    variable: 'MONGODB_TEST_URL',
    env: { TEST_DATABASE: 'mongo' },
    how: 'set MONGODB_TEST_URL (and MONGODB_COMPATIBILITY where the server lacks transactions)',
  },
  {
    name: 'S3',
    variable: 'S3_ENDPOINT',
    env: { TEST_STORAGE: 's3' },
    how: 'set S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY and S3_FORCE_PATH_STYLE',
  },
]

/**
 * Which files of a layer meet the database and the store, and run on the real servers as well. Those that try every store
 * or none by themselves do so once.
 */
const ON_SERVICES = {
  int: 'int/(?!storage|tusStore|checkSettings|workFolder)',
  media: 'media/(worker|handlers)',
}

/** Each run of jest, a layer with the databases and stores it runs on, and a line for each suite that is left out. */
export const testPlan = ({ layers, environment }) => {
  const runs = []
  const leftOut = []
  for (const layer of layers) {
    const files = ON_SERVICES[layer]
    runs.push({ name: files ? `${layer} on SQLite and disk` : layer, layer, env: {} })
    if (!files) continue
    const there = SERVICES.filter(({ variable }) => environment[variable])
    for (const { name, how } of SERVICES.filter((service) => !there.includes(service)))
      leftOut.push(`${layer} on ${name}: ${how}, then npm test -- ${layer}`)
    if (there.length === 0) continue
    const env = Object.assign({}, ...there.map((service) => service.env))
    runs.push({ name: `${layer} on ${there.map(({ name }) => name).join(' and ')}`, layer, env, files })
  }
  return { runs, leftOut }
}
