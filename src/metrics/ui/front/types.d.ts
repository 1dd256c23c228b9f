// What the modules of the front end share: the JSON of `metrics.payloads`, and their own records.

/** A text, and the address that it opens or "". */
export type Piece = [text: string, address: string]

/** What a column holds, where that changes how its cells look. */
export type Role = "number" | "position" | "label" | "place" | "verdict" | "id" | ""

export interface Rows {
  labels: string[]
  roles: Role[]
  /** The first rows only; `rows` counts all. */
  cells: Piece[][]
  rows: number
  /** The links of cells that name a place with a page. */
  pages?: Record<string, string>
}

/** What an address opens: a figure, a formula, a check, a statement, or one of several. */
export interface Entry {
  kind: "figure" | "formula" | "statement" | "check" | "several"
  title: string
  counts: string
  place?: string
  facts: [label: string, text: string][]
  parts?: string[]
  checks?: string[]
  readings?: string[]
  history?: string[]
  uses?: [page: string, title: string][]
  copy?: string
}

export type Entries = Record<string, Entry>

/** What the URLs of a dataset's files are made of. */
export interface FilesOf {
  dataset: string
  query: string
}

export interface Lists extends FilesOf {
  tables: Record<string, string>
  citations: Record<string, string>
}

export interface Export extends Lists {
  /** The charts of a bundle of all, or of a report where none are chosen. */
  topics: string[]
  /** Those of them that show one indicator: there is one for each of `indicators`. */
  one_by_one: string[]
  indicators: string[]
  charts: Record<string, string>
  everything: number
  /** Why no PDF can be made here, or "". */
  pdf: string | null
  sizes: Record<string, string>
  scales: Record<string, string>
}

/** What a panel reads its numbers from. */
export interface Source {
  addresses: Entries
  choices?: Record<string, Choice>
  export?: Lists
}

/** A filter by its name, and the value that a mark stands for; null empties the filter. */
export type Choice = [filter: string, value: string | null]
export type SetFilter = (filter: string, value: string | null) => void

// ---- content by kind

export interface Content {
  kind: string
  stamp: string
}

// deno-lint-ignore no-explicit-any -- plotly.js takes and gives plain objects of its own
export type Plain = Record<string, any>

export interface Figure {
  data: Plain[]
  layout: Plain
}

export interface CardContent extends Content, Figure, Source {
  name: string
  alt: string
  empty?: string
  leads: boolean
  filename: string
  files: Record<string, Plain>
  link: string
  scope: string[]
  export: Export
  choices: Record<string, Choice>
  rows: Rows
  derived: Rows
  making: [Query, Query]
  linked: {
    title: Piece[]
    subtitle?: Piece[]
    about: Piece[]
    says?: Piece[]
    empty?: Piece[]
    source?: Piece[]
    scope: Piece[][]
    notes: Piece[][]
  }
}

export interface Query {
  says: string
  sql: string
  values: Record<string, unknown>
}

export interface HeadingContent extends Content {
  name: string
  /** The stamp of the card that it is cut from. */
  of: string
  page: string
  about: string
  title: Piece[]
  subtitle: Piece[]
}

/** One filter of the line, and what it can be set to; `places` are asked for level by level. */
export interface Field {
  name: string
  label: string
  kind: "buttons" | "list" | "select" | "places"
  single: boolean
  options: string[]
  /** What stands there while nothing is chosen. */
  empty: string
  most: number | null
}

export interface FiltersContent extends Content {
  dataset: string
  /** What the page's URL said when the server answered. */
  asked: string
  /** What of that the dataset has. */
  query: string
  fields: Field[]
}

/** What is chosen: each filter that is on, with its values. */
export type Selected = Record<string, string[]>

export interface ChecksContent extends Content, Source {
  parts: string[]
  verdicts: { verdict: string; words: string; sign: string; count: number }[]
  table: Rows
  export: Lists
}

export interface ListedFigure {
  id: string
  value: string
  counts: string
  printed: string
  place: string
  certainty: string
  search: string
  of: Record<string, string>
}

export interface SourcesContent extends Content, Source {
  says: string
  parts: string[]
  columns: string[]
  figures: ListedFigure[]
  filters: { name: string; label: string; choices: string[] }[]
  citations: Record<string, string>
  cite_note: string
  export: Lists
}

export interface ReadingContent extends Content, Source {
  same: boolean
  says: string
  read_as: string
  counts: Record<string, number>
  moved: [figure: string, by: string][]
  missing: string[]
  unused: string[]
  unused_count: number
  pieces: TextPiece[]
}

export type TextPiece = [text: string, kind: "plain" | "figure" | "unused", figure: string]

export interface OverviewContent extends Content, Source {
  title: string
  place: string
  how_read: string
  trust: { page: string; count: string; label: string }[]
  findings: Finding[]
  nothing: { page: string; link: string }[]
}

export interface Finding {
  page: string
  link: string
  pieces: Piece[]
  numbers?: { cell: Piece; label: string }[]
  table?: [name: Piece[], value: Piece[]][]
  more?: number
  data?: Plain[]
  layout?: Plain
  alt?: string
}

export interface PlaceLink {
  label: string
  link: string
}

export interface PlaceContent extends Content {
  place: string
  dataset: string
  above: PlaceLink[]
  inside: PlaceLink[]
  /** What the places inside are called, and how many are not listed. */
  kinds: string
  more: number
  form: string
}

export interface SearchContent extends Content {
  dataset: string
  longest: number
}

export interface SearchHit {
  label: string
  detail: string
  link: string
  /** Whether it is a page of the menu. */
  page: boolean
}

/** What a search found of one kind; `more` counts what is not listed. */
export interface Group {
  heading: string
  more: number
  hits: SearchHit[]
}

// ---- records of the modules

/** One part of a page, drawn from its content: what `main.js` mounts and updates. */
export interface View<C extends Content = Content> {
  root: HTMLElement
  update(content: C): void
  /** Called where Streamlit's component takes over what was shown before it ran. */
  takenOver?(): void
  destroy?(): void
}

/** A card whose content is brought by its own address or by the server, whichever is first. */
export interface Followed {
  name: string
  draw(content: CardContent): void
  /** What the server brought last. */
  server?: CardContent
  /** The stamp of what it shows. */
  shown?: string
}

/** A card that may be wanted next. */
export interface Likely {
  dataset: string
  topic: string
  query: string
}

/** The page, its history, and the server, as the follower of choices sees them. */
export interface Environment {
  /** The query of the page's URL. */
  query(): string
  /** The page and the dataset that the URL names. */
  page(): string
  /** Have the URL say this choice. */
  push(selected: Selected): void
  /** The URL says another choice, and its cards are asked for. */
  changed(): void
  load(
    dataset: string,
    topic: string,
    query: string,
    signal: AbortSignal,
  ): Promise<CardContent>
  /** The data have changed since cards were kept. */
  outdated(): void
  /** Keep a card that the server's run has brought. */
  keep(content: CardContent): void
  /** Have the server run the page with its URL. */
  tell(): void
  afterPaint(act: () => void): void
  later(act: () => void, ms: number): () => void
  notice(text: string): void
}

/** Make another choice out of the present one. */
export type Choose = (act: (before: Selected) => Selected) => void

/** Where a list of options is opened. */
export interface PickerAt {
  dataset(): string
  selected(): Selected
}

/** One filter on the page. */
export interface Control {
  root: HTMLElement
  /** Show what is chosen. */
  show(selected: Selected): void
}

export interface Tabs {
  bar: HTMLElement
  selected(): string
}

/** The panel that an address opens. */
export interface Panel {
  root: HTMLElement
  open(address: string, opener?: Element): void
  openBelowChart(address: string): void
  refresh(): void
  opener(): Element | undefined
}

export interface Chart {
  root: HTMLElement
  draw(content: CardContent): Promise<void>
  /** Count a content without a chart as drawn. */
  leave(stamp: string): void
  isDrawn(content: CardContent): boolean
  destroy(): void
}

/** What a chart on the screen follows from. It may be shown again: it is not to be changed. */
export interface Picture extends Figure {
  width: number
}

/** What runs while files are made, and where it is told. */
export interface Jobs {
  status: HTMLElement
  running: Set<AbortController>
  /** The file that was made last, while its link is shown. */
  blobUrl?: string
}

/** What a job leaves to be shown when its file is there. */
export type Outcome = (string | Node)[]

export interface Dialog extends Jobs {
  content: () => CardContent
  root: HTMLDialogElement
  size: HTMLSelectElement
  scale: HTMLSelectElement
  progress: HTMLProgressElement
}

export interface ImageChoice {
  size: string
  scale: string
}

// ---- libraries of the page

export interface Plotly {
  react(plot: HTMLElement, data: Plain[], layout: Plain, config?: Plain): Promise<PlotElement>
  newPlot(plot: HTMLElement, data: Plain[], layout: Plain, config: Plain): Promise<PlotElement>
  toImage(figure: Plain, options: Plain): Promise<string>
  purge(plot: HTMLElement): void
  Plots: { resize(plot: HTMLElement): Promise<unknown> }
}

export interface PlotElement extends HTMLElement {
  data?: Plain[]
  on(event: "plotly_click", act: (clicked: ClickOnMark) => void): void
  on(event: "plotly_doubleclick", act: () => void): void
  once(event: "plotly_afterplot", act: () => void): void
}

export interface ClickOnMark {
  points: { customdata: string }[]
  event: MouseEvent
}

export type ImageInFont = (
  font: { family: string; weights: string; url: string },
  toImage: Plotly["toImage"],
  figure: Plain,
  options: Plain,
) => Promise<string>

declare global {
  var Plotly: Plotly | undefined
  var imageInFont: ImageInFont | undefined
}
