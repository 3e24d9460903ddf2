/** Two sponsors' monthly digests of a generated portfolio, counted against the facts that it was made of. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { DigestDocument, LineOf } from "../../src/digests/document.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import { digestById, listDigests } from "../../src/digests/use-cases.ts";
import { getPersonByHandle } from "../../src/people/use-cases.ts";
import { aDatabase } from "../support/databases.ts";
import { aPortfolio, MONTHS, type PortfolioProgram, playPortfolio, SPONSORS } from "../support/portfolio.ts";

const SEED = Number(process.env.DRUMBEAT_PORTFOLIO_SEED ?? 20261204);
const PROGRAMS = Number(process.env.DRUMBEAT_PORTFOLIO_PROGRAMS ?? 60);
const OUT = process.env.DRUMBEAT_PORTFOLIO_OUT;

describe(`the digests of ${PROGRAMS} generated programs over three months, seed ${SEED}`, () => {
  const portfolio = aPortfolio({ programs: PROGRAMS, seed: SEED });
  let digests: { reader: 0 | 1; month: number; document: DigestDocument }[];

  beforeAll(async () => {
    const db = await aDatabase("SQLite");
    const { workspaceId } = await playPortfolio(db, portfolio);
    digests = [];
    for (const [reader, { handle }] of SPONSORS.entries()) {
      const { id } = await getPersonByHandle(db, workspaceId, handle);
      for (const { id: edition } of await listDigests(db, { workspaceId, personId: id })) {
        const { document } = (await digestById(db, workspaceId, edition)) ?? missing();
        const month = MONTHS.findIndex(({ key }) => key.startsWith(document.period.label));
        digests.push({ reader: reader === 0 ? 0 : 1, month, document });
      }
    }
    await db.destroy();
    if (OUT !== undefined) writeOut(OUT, portfolio, digests);
  }, 240_000);

  it("are one a month for each sponsor", () => {
    expect(digests.map(({ reader, month }) => `${reader} ${month}`).toSorted()).toEqual([
      "0 0",
      "0 1",
      "0 2",
      "1 0",
      "1 1",
      "1 2",
    ]);
  });

  it("count the answers of those who were asked, and call silent just those who gave none (B3)", () => {
    for (const { month, document } of digests) {
      const asked = portfolio.filter((one) => wasAsked(one, month));
      // Whose last answer was corrected since the digest before is quoted, and so not silent.
      const silent = asked.filter((one) => !one.months[month] && isOpen(one, month) && !one.months[month - 1]?.revised);
      const [{ answered, asked: count } = { answered: -1, asked: -1 }] = linesOf(document, "participation");
      expect([answered, count]).toEqual([
        asked.filter((one) => isOpen(one, month) && one.months[month]).length,
        asked.filter((one) => isOpen(one, month)).length,
      ]);
      expect(titles(linesOf(document, "silent"))).toEqual(titles(silent.map(({ title }) => ({ program: title }))));
      const isOnlyCounted = silent.length > 0 && document.bottomLine.case !== "silent";
      expect(
        linesOf(document, "silent-programs").map(({ programs, of }) => [programs.toSorted(), of]),
        "of those that were asked (C8)",
      ).toEqual(
        isOnlyCounted
          ? [[silent.map(({ title }) => title).toSorted(), asked.filter((one) => isOpen(one, month)).length]]
          : [],
      );
      for (const { program, since } of linesOf(document, "silent")) {
        const last = named(program)
          .months.slice(0, month)
          .findLast((said) => said !== null);
        const revised = last?.revised?.at ?? last?.at;
        expect(since, program).toBe(revised?.slice(0, 10) ?? null);
      }
    }
  });

  it("tell of each that went silent its last status, where it was not on track or no digest has told it (B3)", () => {
    for (const { month, document } of digests) {
      const silent = portfolio.filter((one) => isOpen(one, month) && wasAsked(one, month) && !one.months[month]);
      const last = silent.flatMap(({ title, months }) => {
        const said = months.slice(0, month).findLast((one) => one !== null);
        const { colour, at } = said?.revised ?? said ?? { colour: "green", at: "" };
        const isTold = at <= (MONTHS[month - 1]?.digestAt ?? "");
        return colour === "green" && isTold ? [] : [`${title} ${colour} ${at.slice(0, 10)}`];
      });
      const lines = [...linesOf(document, "silent"), ...linesOf(document, "no-update")];
      expect(
        lines.flatMap((line) => (line.last ? [`${line.program} ${line.last.colour} ${line.last.on}`] : [])).toSorted(),
      ).toEqual(last.toSorted());
    }
  });

  it("tell each colour that changed, each date that moved, and each request to whom it is asked of (B5)", () => {
    for (const { reader, month, document } of digests) {
      const told = portfolio.filter((one) => isOpen(one, month) && one.months[month]);
      const worse = told.filter((one) => one.months[month]?.colour !== "green");
      const coloured = linesOf(document, "health").filter(({ colour }) => colour === "amber" || colour === "red");
      expect(coloured.map(({ program, colour }) => `${program} ${colour}`).toSorted()).toEqual(
        worse.map(({ title, months }) => `${title} ${months[month]?.colour}`).toSorted(),
      );
      const dated = told.flatMap(({ title, months }) => {
        const [said, last] = [months[month], months.slice(0, month).findLast((one) => one !== null)];
        return said && last && said.target !== last.target
          ? [{ line: `${title} ${said.target}`, hasMoved: said.at.slice(0, 10) < last.target }]
          : [];
      });
      const linesWhere = (hasMoved: boolean) =>
        dated.flatMap((one) => (one.hasMoved === hasMoved ? [one.line] : [])).toSorted();
      const tells = (kind: "moved-date" | "new-date") =>
        linesOf(document, kind)
          .map(({ program, to }) => `${program} ${to}`)
          .toSorted();
      expect(tells("moved-date"), "moved before the day had come (P25)").toEqual(linesWhere(true));
      expect(tells("new-date"), "another, once the day had come (P25)").toEqual(linesWhere(false));
      const cutOff = MONTHS[month]?.digestAt ?? "";
      const waiting = portfolio.flatMap((one) =>
        one.decider === reader && isOpen(one, month)
          ? one.months.slice(0, month + 1).flatMap((said) => {
              const isWaiting = said?.asked && !(said.asked.decidedAt !== null && said.asked.decidedAt < cutOff);
              const isNamed = said?.asked?.completedAt && said.asked.completedAt < cutOff;
              return isWaiting ? [`${one.title}${isNamed ? "" : ", by rule"}`] : [];
            })
          : [],
      );
      const mine = [...linesOf(document, "ask"), ...linesOf(document, "standing-ask")].filter(
        (line) => line.kind === "standing-ask" || line.decider === undefined,
      );
      expect(mine.map(({ program, isByRule }) => `${program}${isByRule ? ", by rule" : ""}`).toSorted()).toEqual(
        waiting.toSorted(),
      );
    }
  });

  function named(title: string): PortfolioProgram {
    return portfolio.find((one) => one.title === title) ?? missing();
  }
});

function wasAsked({ closedAt }: PortfolioProgram, month: number): boolean {
  return closedAt === null || closedAt > `${MONTHS[month]?.key}T09:00:00.000Z`;
}

function isOpen({ closedAt }: PortfolioProgram, month: number): boolean {
  return closedAt === null || closedAt > (MONTHS[month]?.digestAt ?? "");
}

function linesOf<
  Kind extends
    | LineOf<"silent">["kind"]
    | "silent-programs"
    | "no-update"
    | "participation"
    | "health"
    | "moved-date"
    | "new-date"
    | "ask"
    | "standing-ask",
>({ sections }: DigestDocument, kind: Kind): LineOf<Kind>[] {
  return sections.flatMap(({ lines }) => lines.filter((line): line is LineOf<Kind> => line.kind === kind));
}

function titles(lines: readonly { program: string }[]): string[] {
  return lines.map(({ program }) => program).toSorted();
}

function writeOut(
  folder: string,
  portfolio: readonly PortfolioProgram[],
  digests: readonly { reader: 0 | 1; document: DigestDocument }[],
) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "facts.json"), JSON.stringify(portfolio, null, 1));
  for (const { reader, document } of digests)
    writeFileSync(
      join(folder, `${document.period.label}-${SPONSORS[reader].handle}.md`),
      digestMarkdown(document, { edition: 1, sentAt: null }),
    );
}

function missing(): never {
  throw new Error("It is missing");
}
