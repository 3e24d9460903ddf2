import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { built } from "../support/built.ts";
import { drumbeat } from "../support/drumbeat.ts";
import { freePort } from "../support/free-port.ts";
import { aNodeProcess } from "../support/process.ts";

const scenario = {
  name: "Three people and a launch",
  locale: "en",
  start: "2026-09-07T00:00:00Z",
  end: "2026-09-17T13:30:00Z",
  people: [
    { handle: "margaret", name: "Margaret Osei", tz: "Europe/London", locale: "en-GB" },
    { handle: "camille", name: "Camille Fournier", tz: "Europe/Paris", locale: "fr-FR" },
    { handle: "hugo", name: "Hugo Roy", tz: "Europe/Paris", locale: "fr-FR" },
  ],
  programs: [{ key: "welcome", title: "Welcome journeys", lead: "camille", team: ["hugo"], sponsors: ["margaret"] }],
  cadences: [{ key: "welcome-weekly", program: "welcome", template: "weekly-progress", readers: ["lead", "sponsors"] }],
  events: [
    {
      at: "2026-09-10T12:25:00Z",
      by: "camille",
      do: "answer",
      cadence: "welcome-weekly",
      answers: { health: "green", progress: "De 11 messages on passe à 4." },
    },
  ],
};

describe("drumbeat sandbox", () => {
  it("plays a scenario once into the database and the folder it is given, and ends", async () => {
    const { folder, file } = aFolder();
    const [database, out] = [join(folder, "played.db"), join(folder, "out")];
    const wanted = ["--scenario", file, "--once", "--database", database, "--out", out];
    const child = aNodeProcess([built("cli"), "sandbox", ...wanted]);
    expect(await child.ended, child.output()).toBe(0);
    expect(readdirSync(out).toSorted()).toEqual(["digests", "summary.json", "transcript.jsonl"]);
    // What a command writes is for its user alone.
    for (const file of ["digests", "summary.json", "transcript.jsonl"])
      expect(statSync(join(out, file)).mode & 0o077, file).toBe(0);
    expect(readdirSync(join(out, "digests"))).toEqual(
      ["camille", "hugo"].map((handle) => `2026-09-14-weekly-${handle}-2026-W37.txt`),
    );
    expect(readFileSync(join(out, "digests/2026-09-14-weekly-camille-2026-W37.txt"), "utf8")).toContain(
      "• De 11 messages on passe à 4.",
    );
    const summary = JSON.parse(readFileSync(join(out, "summary.json"), "utf8"));
    expect(summary).toMatchObject({ answersSubmitted: 1, answersStored: 1, digestsSent: 2, slackErrors: 0 });
    const db = new Sqlite(database, { readonly: true });
    expect(db.prepare("select count(*) as count from check_in_revision").get()).toEqual({ count: 1 });
    db.close();
  });

  it("names every error of an invalid file by its place, before anything starts", async () => {
    const { folder } = aFolder();
    const file = join(folder, "wrong.json");
    const [first, ...others] = scenario.people;
    writeFileSync(
      file,
      JSON.stringify({
        ...scenario,
        people: [{ ...first, tz: "Mars/Olympus" }, ...others],
        cadences: [{ key: "welcome-weekly", program: "farewell", template: "weekly-progress" }],
        events: [{ ...scenario.events[0], by: "nobody" }],
      }),
    );
    const [database, out] = [join(folder, "played.db"), join(folder, "out")];
    const { code, output } = await sandbox("--scenario", file, "--once", "--database", database, "--out", out);
    expect(code).toBe(1);
    for (const place of ["people[0].tz: ", "cadences[0].program: ", "events[0].by: "])
      expect(output).toContain(`\n${place}`);
    expect([existsSync(database), existsSync(out)]).toEqual([false, false]);
  });

  it("names some of those to whom a move brought messages, and how many others there are", async () => {
    const arrivals = Array.from({ length: 300 }, (_, index) => ({ to: `p${index}`, count: 1 }));
    const server = createServer((_, response) => response.end(JSON.stringify({ arrivals }))).listen(0);
    onTestFinished(() => void server.close());
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
    const { output } = await drumbeat(["sandbox", "move", "hour", "--url", url]);
    expect(output).toMatch(/^New messages: p0: 1, .*, p19: 1 and 280 others\n$/);
  });

  it("refuses to play into a database that exists, and leaves it as it is", async () => {
    const { folder, file } = aFolder();
    const database = join(folder, "kept.db");
    writeFileSync(database, "precious");
    const { code, output } = await sandbox("--scenario", file, "--once", "--database", database);
    expect(code).toBe(1);
    expect(output).toContain(`${database} exists already`);
    expect(readFileSync(database, "utf8")).toBe("precious");
  });

  it("stays up, lets somebody in another terminal be a person of it, and ends with Ctrl+C", async () => {
    const { folder, file } = aFolder();
    const port = String(await freePort());
    const options = ["--scenario", file, "--database", join(folder, "up.db"), "--port", port];
    const running = aNodeProcess([built("cli"), "sandbox", ...options], { cwd: folder });
    await running.until("Ctrl+C ends it.");
    const as = async (...words: string[]) => {
      const { code, output } = await sandbox("as", ...words, "--url", `http://127.0.0.1:${port}`);
      return { code, said: output };
    };

    const seen = await as("camille", "look");
    expect(seen).toMatchObject({ code: 0, said: expect.stringContaining("Point hebdomadaire · Welcome journeys") });
    const help = await as("camille", "command", "/drumbeat help");
    expect(help).toMatchObject({ code: 0, said: expect.stringContaining("/drumbeat point") });

    const pressed = await as("camille", "press", "Faire le point");
    expect(pressed.code, pressed.said).toBe(0);
    expect(pressed.said).toContain("(answer:progress)");
    await as("camille", "close");

    const refused = await as("camille", "answer", "welcome-weekly", "progress=Rien", "health=amber");
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining("health.reason: ") });
    const words = ["health=amber: un fichier manque | le redemander | 2026-12-18", "progress=Le pilote tourne."];
    const answered = await as("camille", "answer", "welcome-weekly", ...words);
    expect(answered.code, answered.said).toBe(0);
    const db = new Sqlite(join(folder, "up.db"), { readonly: true });
    const stored = db
      .prepare<[], { answers: string }>("select answers from check_in_revision order by answered_at")
      .all();
    db.close();
    expect(stored.map(({ answers }) => JSON.parse(answers)).at(-1)).toEqual({
      health: {
        colour: "amber",
        reason: "un fichier manque",
        pathToGreen: { action: "le redemander", by: "2026-12-18" },
      },
      progress: "Le pilote tourne.",
    });

    expect(await as("nobody", "look")).toMatchObject({ code: 1, said: expect.stringContaining("nobody") });
    running.signal("SIGINT");
    expect(await running.ended, running.output()).toBe(0);
    expect(await as("camille", "look")).toMatchObject({
      code: 1,
      said: expect.stringContaining(`No sandbox answers at http://127.0.0.1:${port}`),
    });
  });

  it("of an empty workspace opens on the first step, a second one beside it on another port", async () => {
    const cwd = aFolder().folder;
    const opened = async () => {
      const running = aNodeProcess([built("cli"), "sandbox", "--empty"], { cwd });
      await running.until("Ctrl+C ends it.");
      return /http:\/\/127\.0\.0\.1:\d+/.exec(running.output())?.[0] ?? running.output();
    };
    const urls = [await opened(), await opened()];
    expect(urls[0]).not.toBe(urls[1]);
    for (const url of urls) {
      const { output } = await sandbox("as", "margaret", "look", "--url", url);
      expect(output).toMatch(/^Drumbeat asks the people of a program .*First step.*\[Create a program\]/s);
    }
  });
});

const sandbox = (...args: string[]) => drumbeat(["sandbox", ...args]);

/** A folder of its own for what a command leaves behind, with the scenario in a file. */
function aFolder(): { folder: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), "drumbeat-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "scenario.json");
  writeFileSync(file, JSON.stringify(scenario));
  return { folder, file };
}
