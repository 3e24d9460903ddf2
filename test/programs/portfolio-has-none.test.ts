/** What belongs to programs of work is refused in a portfolio, also to an office over all and where its id is forged. */
import { expect, it } from "vitest";
import { startDraft } from "../../src/cadences/drafts.ts";
import { askFirstQuestion } from "../../src/check-ins/first-question.ts";
import { saveSection } from "../../src/pages/writing-and-approving.ts";
import type { ActorContext } from "../../src/people/actors.ts";
import { DrumbeatError } from "../../src/platform/errors.ts";
import { changeProgram } from "../../src/programs/changes.ts";
import { nameLead } from "../../src/programs/name-lead.ts";
import { giveOffice } from "../../src/programs/office-giving.ts";
import { setReportApprover } from "../../src/reports/drafts/drafts.ts";
import { saveChoice } from "../../src/sponsorship/candidates.ts";
import { caseKind } from "../../src/sponsorship/case.ts";
import { takeTypes } from "../../src/tracks/work/request-types.ts";
import { addLibraryRoles } from "../../src/tracks/working-roles.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { portfolioWorld } from "../support/portfolios.ts";

async function refusalCodeOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
    return "done";
  } catch (error) {
    return error instanceof DrumbeatError ? error.code : String(error);
  }
}

it.each(databases)("a portfolio has no check-ins, roles, tracks, page or sponsor of its own, on %s", async (name) => {
  const world = await portfolioWorld(await aDatabase(name));
  const { id: programId } = await world.createPortfolio({ title: "All", label: null, members: ["amir"] });
  const [ada, anna, tom] = [await world.as("ada"), await world.as("anna"), await world.as("tom")];
  await giveOffice({ ...world.services, actor: ada }, { person: anna, label: null });
  const office: ActorContext = { ...world.services, actor: anna };

  const form = { title: "All", purpose: "", benefits: "", startsOn: null, endsOn: null, channelId: null };
  const acts: Record<string, () => Promise<unknown>> = {
    "the form of a program": () =>
      changeProgram(office, { ...form, programId, visibility: "members", seats: [{ role: "lead", person: tom }] }),
    "a lead": () => nameLead(office, { programId, person: tom }),
    "a check-in": () => startDraft(office, { programId, template: null }),
    "a first question": () => askFirstQuestion(office, programId),
    "who approves its reports": () => setReportApprover(office, { programId, approver: "sponsor" }),
    "working roles": () => addLibraryRoles(office, { programId, keys: [] }),
    "work requests": () => takeTypes(office, { programId, keys: ["campaign"] }),
    "a choice of its sponsor": () => saveChoice(office, { programId, candidates: [], scorers: [anna] }),
    "a case": () =>
      saveSection(office, { kind: caseKind, programId, section: "benefits", revision: 0, text: "", measures: [] }),
  };
  const refused = await Promise.all(Object.entries(acts).map(async ([what, act]) => [what, await refusalCodeOf(act)]));
  expect(refused).toEqual(Object.keys(acts).map((what) => [what, "PORTFOLIO_HAS_NONE"]));
});
