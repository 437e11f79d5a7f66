/** What is put on paper: titled tables, one after the other. */
export interface Paper {
  /** Of the file, and at the foot of every page. */
  readonly title: string;
  readonly parts: readonly PaperPart[];
  /** How old what stands there is; at the foot of every page. */
  readonly madeWords: string;
  /** Wide tables lie across the sheet. */
  readonly isWide: boolean;
}

export interface PaperPart {
  readonly heading: string;
  readonly lines: readonly string[];
  /** Each with its share of the width. */
  readonly columns: readonly { readonly name: string; readonly share: number }[];
  readonly rows: readonly (readonly string[])[];
  /** Begins on a page of its own. */
  readonly isOwnPage: boolean;
}
