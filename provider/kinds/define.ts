/** A resource type as data. (Owned by the kinds author, who replaces this stub.) */
export interface Kind {
  readonly noun: string;
  readonly area: string;
}
