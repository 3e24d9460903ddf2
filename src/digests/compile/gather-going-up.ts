/** Items of the register as they go up: without the words of answers that do not. */
import { sensitiveSentences, type Unsaid } from "../../check-ins/sensitive/rules.ts";
import { heldAmong } from "../../check-ins/sensitive/use-cases.ts";
import type { Marker } from "../../health/markers.ts";
import { withoutTitleOf } from "../../health/rules-checks.ts";
import { may } from "../../people/rules-rights.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { SeatRole } from "../../programs/table.ts";
import { type WordsOfDraft, wordsOfDraft } from "../../register/above/rules.ts";
import { isByRule } from "../../register/asks/rules.ts";
import { withoutWords } from "../../register/rules-told.ts";
import type { ItemNamed } from "../../register/told/use-cases.ts";
import type { Programs } from "./gather-feed.ts";

/**
 * To those above the lead, the words of an answer that does not go up are those of no item. `unsaid`: what of those does of
 * which their authors have said nothing, but for what had gone up by `goneUpAt`. `held`: whose words those are, by id; `drafts`: of a look
 * ahead, those about which their authors are still to be asked.
 */
export async function asGoingUp(
  db: Db | Tx,
  items: readonly ItemNamed[],
  {
    workspaceId,
    until,
    rolesIn,
    ...going
  }: {
    workspaceId: string;
    until: Instant;
    rolesIn: (programId: string) => readonly SeatRole[];
    unsaid: Unsaid;
    goneUpAt: Instant;
  },
): Promise<{ items: ItemNamed[]; held: ReadonlySet<string>; drafts: WordsOfDraft[] }> {
  const isAbove = ({ program_id: id }: ItemNamed) => !may(rolesIn(id), "read-team-answers");
  const drafts = items.flatMap((item) =>
    isAbove(item) ? (wordsOfDraft(item, item.type === "ask" && isByRule(item)) ?? []) : [],
  );
  const heldBy = (unsaid: Unsaid, some: readonly WordsOfDraft[]) =>
    heldAmong(
      db,
      workspaceId,
      some.map((one) => asHeld(one, { ...going, unsaid })),
      until,
    );
  const held = await heldBy(going.unsaid, drafts);
  // That somebody asks is a fact; the words wait until their author has seen that they go up.
  const kept =
    going.unsaid === "none"
      ? await heldBy(
          "plain",
          drafts.filter(({ id }) => held.has(id)),
        )
      : held;
  const asTheyGo = items.flatMap((item): ItemNamed[] => {
    if (!held.has(item.id)) return [item];
    if (item.type !== "ask" && item.type !== "dependency") return [{ ...item, disclosure: "lead" }];
    return kept.has(item.id) ? [] : [withoutWords(item)];
  });
  const unsaid = drafts.filter(({ isUnput, words: own }) => isUnput || sensitiveSentences(own).length > 0);
  return { items: asTheyGo, held, drafts: going.unsaid === "all" ? unsaid : [] };
}

/** What nobody has put to those above goes up once its author was shown it, or with a digest. */
export function asHeld(
  { isUnput, ...words }: WordsOfDraft,
  { unsaid, goneUpAt }: { unsaid: Unsaid; goneUpAt: Instant },
): Parameters<typeof heldAmong>[2][number] {
  return { ...words, unsaidAt: (at) => (unsaid === "none" && !(isUnput && at > goneUpAt) ? "plain" : unsaid) };
}

/** What speaks against a colour has the codes alone of items of which no word goes up. */
export function addHeld(
  programs: Programs,
  { held, drafts }: Pick<Awaited<ReturnType<typeof asGoingUp>>, "held" | "drafts">,
): void {
  for (const program of programs.values()) {
    program.markers = program.markers.map((one) => withoutWordsOf(one, held));
    if (drafts.length > 0) program.drafts = drafts.filter(({ programId }) => programId === program.id);
  }
}

function withoutWordsOf(marker: Marker, held: ReadonlySet<string>): Marker {
  const [first, ...others] = marker.findings;
  return {
    ...marker,
    findings: [withoutTitleOf(first, held), ...others.map((finding) => withoutTitleOf(finding, held))],
  };
}
