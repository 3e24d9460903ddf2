/** Who may approve: somebody with the right to, who wrote nothing of it. Pure. */

export type Verdict = "yes" | "author" | "no";

/** `hasRight`: by a ground that holds at this moment. */
export function mayApprove({ hasRight, isAuthor }: { hasRight: boolean; isAuthor: boolean }): Verdict {
  if (!hasRight) return "no";
  return isAuthor ? "author" : "yes";
}

/** Who could approve instead of this person. */
export function othersWhoMay(
  personId: string,
  { approvers, authors }: { approvers: readonly string[]; authors: ReadonlySet<string> },
): string[] {
  return [...new Set(approvers)].filter((id) => id !== personId && !authors.has(id));
}
