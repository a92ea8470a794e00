/**
 * The contract with client apps. Everything here is what `src/library/published.ts` lets the asker see; nothing names an
 * account, an e-mail address or a draft. `schema.graphql` is printed from it.
 */
export const SDL = /* GraphQL */ `
  """
  A name from a vocabulary: a stable key and its Chinese label.
  """
  type Label {
    key: String!
    label: String!
  }

  type KindLabel {
    key: String!
    label: String!
    """
    video, lessonPlan, courseware, homework or material
    """
    group: String!
  }

  enum Track {
    content
    technical
  }

  """
  One office's approval of exactly this resource.
  """
  type Seal {
    track: Track!
    reviewer: String!
    at: String!
  }

  type PublishedFile {
    id: ID!
    name: String!
    kind: Label!
    group: String!
    mime: String!
    "Bytes."
    size: Float!
    "Of the bytes that are delivered, in hex."
    sha256: String!
    "Absolute; answers range requests. Asks at each request whether the caller may see it."
    url: String!
    downloadUrl: String!
    posterUrl: String
    durationSeconds: Float
    width: Int
    height: Int
  }

  type TextbookRef {
    id: ID!
    key: String!
    title: String!
  }

  type NodeRef {
    id: ID!
    key: String!
    title: String!
    "chapter, lesson or period"
    type: String!
  }

  type PublishedResource {
    id: ID!
    title: String!
    summary: String!
    keywords: String!
    stage: Label
    grade: Label
    subject: Label
    channel: Label
    kinds: [KindLabel!]!
    "Textbook › chapter › lesson › period, as it was when published."
    nodePath: String!
    textbook: TextbookRef
    node: NodeRef
    ownerName: String!
    schoolName: String!
    "How widely it is shared: school, county, city, province or national."
    level: Label!
    durationSeconds: Float!
    publishedAt: String!
    "Grows with every change; what updatedSince compares with."
    updatedAt: String!
    seals: [Seal!]!
    files: [PublishedFile!]!
  }

  type PublishedPage {
    items: [PublishedResource!]!
    total: Int!
    page: Int!
    limit: Int!
    totalPages: Int!
    "In order of change: what to give as after for the following page; null at the end."
    next: String
  }

  "A piece of text and whether it matched; it holds no markup."
  type Segment {
    text: String!
    isMatch: Boolean!
  }

  type SearchHit {
    resource: PublishedResource!
    title: [Segment!]!
    summary: [Segment!]!
    nodePath: [Segment!]!
  }

  type FacetCount {
    key: String!
    label: String!
    count: Int!
  }

  "Counted without the facet's own filter."
  type Facets {
    grade: [FacetCount!]!
    subject: [FacetCount!]!
    kind: [FacetCount!]!
  }

  enum SearchSort {
    relevance
    newest
    oldest
  }

  type SearchPage {
    hits: [SearchHit!]!
    total: Int!
    page: Int!
    totalPages: Int!
    facets: Facets!
    "The search index was away and the database answered, in order of time."
    degraded: Boolean!
    "No resource held every word; these hold some of them."
    isRelaxed: Boolean!
    tookMs: Float!
  }

  type GradeLabel {
    key: String!
    label: String!
    "Key of the stage."
    stage: String!
  }

  type Period {
    id: ID!
    key: String!
    title: String!
  }

  type Lesson {
    id: ID!
    key: String!
    title: String!
    periods: [Period!]!
  }

  type Chapter {
    id: ID!
    key: String!
    title: String!
    lessons: [Lesson!]!
  }

  type Textbook {
    id: ID!
    key: String!
    title: String!
    stage: Label
    grade: Label
    subject: Label
    edition: String!
    publisher: String!
    volume: String!
    "Month, 2026-09; empty when unknown or still in use."
    effectiveFrom: String!
    effectiveTo: String!
    chapters: [Chapter!]!
  }

  type Catalogue {
    stages: [Label!]!
    grades: [GradeLabel!]!
    subjects: [Label!]!
    kinds: [KindLabel!]!
    channels: [Label!]!
    textbooks(stage: String, grade: String, subject: String): [Textbook!]!
  }

  "Who asks, and what follows from it."
  type Viewer {
    "user, client or anonymous"
    kind: String!
    name: String!
    "The narrowest level at which the viewer has a place."
    level: Label!
    "What the viewer may see: national, province:…, city:…, county:…, school:…"
    tokens: [String!]!
  }

  type Query {
    """
    What is published for the asker, newest first. limit is at most 50. What is asked for by ids and is missing in the
    answer is no longer published. For a copy that is kept up to date: updatedSince (ISO time) gives what changed since in
    order of change; ask again with after = next until next is null, and begin the next round a minute before the last
    updatedAt. Pages are not counted there, since rows move while you read.
    """
    publishedResources(
      ids: [ID!]
      stage: String
      grade: String
      subject: String
      kind: String
      channel: String
      "Key or id."
      textbook: String
      "Key or id; a chapter stands for everything below it."
      node: String
      updatedSince: String
      "updatedAt|id of the last one that you have: gives what follows in order of change."
      after: String
      page: Int
      limit: Int
    ): PublishedPage!
    "Null when it is not there, no longer published or not for the asker."
    publishedResource(id: ID!): PublishedResource
    "limit is at most 50, q at most 200 characters; the first 10 000 hits can be paged to."
    search(
      q: String
      stage: [String!]
      grade: [String!]
      subject: [String!]
      kind: [String!]
      channel: [String!]
      textbook: [String!]
      node: [String!]
      school: [String!]
      sort: SearchSort
      page: Int
      limit: Int
    ): SearchPage!
    catalogue: Catalogue!
    "By key or by id."
    textbook(key: String, id: ID): Textbook
    viewer: Viewer!
  }
`
