/** What is answered to capabilities below, and done when something has happened in them. */

import { firstNotice } from "../delivery/events.ts";
import type { Follower } from "../platform/events.ts";
import { textsFor } from "../platform/texts/language.ts";
import { consultedOnProgram, programBeyondDossier } from "../programs/events.ts";
import { beyondDossier, consulted, homeFoot } from "../settings/events.ts";
import { beyondLast, noteConsulted } from "./dossier/use-cases.ts";
import { myDataTexts } from "./my-data/texts.ts";
import { shortNoticeSection } from "./notice/blocks.ts";
import { noticeInShort } from "./notice/use-cases.ts";

export const privacyFollowers: Follower[] = [
  beyondDossier.answeredBy((_, db, asked) => beyondLast(db, asked)),
  consulted.followedBy((services, tx, told) => noteConsulted(services, tx, told)),
  programBeyondDossier.answeredBy((_, db, { programId, told, ...asked }) =>
    beyondLast(db, { ...asked, changes: [{ of: "program", programId, ...told }] }),
  ),
  consultedOnProgram.followedBy((services, tx, { programId, told, ...handed }) =>
    noteConsulted(services, tx, { ...handed, changes: [{ of: "program", programId, ...told }] }),
  ),
  firstNotice.with(async (db, { workspaceId, reader }) => [
    shortNoticeSection(reader, await noticeInShort(db, workspaceId)),
  ]),
  // The way to it, at the end of the Home of whoever is in a program.
  homeFoot.with((reader) => {
    const texts = textsFor(myDataTexts, reader);
    return { says: texts.home, label: texts.commandLabel, line: "my-data" };
  }),
];
