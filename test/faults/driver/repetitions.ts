/** P9: everything that Slack delivers comes one to five times, some while the first is still worked on, some much later. */
import { type Ack, messageAsText, type RequestKind, type Retry, type Transport } from "slack-sandbox";
import { z } from "zod";
import { DAY } from "../../../src/platform/time.ts";
import { type Chance, chanceFrom } from "./chance.ts";
import { doubledMessages, unsent } from "./invariants.ts";
import { answer, pass, toNextWorkingDay } from "./load.ts";
import { count, type FaultPart, newTally } from "./part.ts";
import { aWorld, type World } from "./world.ts";

const TEAM = 20;
const MOST_TIMES = 5;
/** Repetitions that wait for later deliveries to come before them. */
const MOST_HELD = 30;

export const repetitions: FaultPart = {
  name: "repetitions",
  promises: ["P9"],
  unit: "sequence of deliveries",
  count: 1000,
  pieceOf: 1000,
  async run({ count: howMany, seed }) {
    const tally = newTally();
    for (const over of ["socket", "http"] as const) {
      const sequences = over === "socket" ? Math.ceil(howMany / 2) : Math.floor(howMany / 2);
      const repeating = new Repeating(chanceFrom(seed));
      const once = await recordOf(over, sequences, null);
      const often = await recordOf(over, sequences, repeating);
      count(tally, "deliveries", repeating.deliveries);
      tally.done += sequences;
      tally.broken.push(...often.broken.map((what) => `seed ${seed}, ${over}: ${what}`));
      if (often.record !== once.record)
        tally.broken.push(`seed ${seed}, ${over}: ${firstDifference(once.record, often.record)}`);
    }
    return tally;
  },
};

/** Plays the same people, with or without repetitions, and tells everything that is there in the end. */
async function recordOf(over: "socket" | "http", sequences: number, repeating: Repeating | null) {
  const world = await aWorld({ team: TEAM });
  try {
    const { sandbox, clock } = world;
    const app = await world.start(
      over === "http" ? { env: { SLACK_SIGNING_SECRET: sandbox.signingSecret, SLACK_APP_TOKEN: "" } } : {},
    );
    if (over === "http") await sandbox.setRequestUrl(`http://127.0.0.1:${app.port}/slack/events`);
    if (repeating) sandbox.slack.transport = repeating.around(sandbox.slack.transport);
    for (let sequence = 0; sequence < sequences; sequence += 1) {
      const index = sequence % TEAM;
      if (index === 0) await toNextWorkingDay(world, "11:10:00");
      const handle = world.handles[index] ?? "";
      await answer(world, handle, `answer ${sequence}`);
      if (sequence % 3 === 0) await sandbox.as(handle).say(`words ${sequence}`);
      await clock.settle();
    }
    await repeating?.sendHeld();
    await pass(world, DAY);
    const broken = [...doubledMessages(sandbox), ...(await unsent(world))];
    const record = await everything(world);
    app.signal("SIGTERM");
    await app.ended;
    return { record, broken };
  } finally {
    await world.close();
  }
}

/** Sends each payload again, at once or later, as Slack does where it has not heard an acknowledgement. */
class Repeating {
  deliveries = 0;
  readonly #chance: Chance;
  readonly #held: (() => Promise<Ack>)[] = [];

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  around(transport: Transport): Transport {
    return {
      send: async (kind, payload) => {
        const times = this.#chance.whole(1, MOST_TIMES + 1);
        this.deliveries += times;
        const first = transport.send(kind, payload);
        const meanwhile: Promise<Ack>[] = [];
        for (let again = 1; again < times; again += 1) {
          const resend = () => transport.send(kind, payload, retryOf(kind, again));
          if (this.#chance.whole(0, 2) === 0) meanwhile.push(resend());
          else this.#held.push(resend);
        }
        if (this.#held.length > MOST_HELD) await this.#held.splice(this.#chance.whole(0, this.#held.length), 1)[0]?.();
        await Promise.all(meanwhile);
        return first;
      },
      reachable: (withinMs) => transport.reachable(withinMs),
      close: () => transport.close(),
    };
  }

  async sendHeld(): Promise<void> {
    while (this.#held.length > 0) await this.#held.splice(this.#chance.whole(0, this.#held.length), 1)[0]?.();
  }
}

function retryOf(kind: RequestKind, attempt: number): Retry | undefined {
  return kind === "events_api" ? { attempt, reason: "timeout" } : undefined;
}

const answers = z.record(z.string(), z.unknown());

/** What is stored and what people see, without ids and without the moments at which it was acknowledged. */
async function everything(world: World): Promise<string> {
  const stored = await world.read(async (db) => ({
    answers: (
      await db
        .selectFrom("check_in_revision as revision")
        .innerJoin("check_in", "check_in.id", "revision.check_in_id")
        .innerJoin("person", "person.id", "check_in.person_id")
        .innerJoin("round", "round.id", "check_in.round_id")
        .select(["person.handle", "round.key", "revision.revision", "revision.answers"])
        .execute()
    )
      .map(
        (row) => `${row.key} ${row.handle} ${row.revision} ${JSON.stringify(answers.parse(JSON.parse(row.answers)))}`,
      )
      .sort(),
    prompts: (
      await db
        .selectFrom("prompt")
        .innerJoin("person", "person.id", "prompt.person_id")
        .innerJoin("round", "round.id", "prompt.round_id")
        .select(["person.handle", "round.key", "prompt.state"])
        .execute()
    )
      .map((row) => `${row.key} ${row.handle} ${row.state}`)
      .sort(),
  }));
  const seen = world.handles.map((handle) =>
    world.sandbox
      .as(handle)
      .dm()
      .map((message) => messageAsText(message)),
  );
  return JSON.stringify({ ...stored, seen }, null, 1);
}

function firstDifference(wanted: string, found: string): string {
  const lines = wanted.split("\n");
  const others = found.split("\n");
  const at = lines.findIndex((line, index) => line !== others[index]);
  return `with repetitions “${others[at]?.trim()}”, without “${lines[at]?.trim()}”`;
}
