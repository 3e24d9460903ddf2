import { BaseSequencer, type TestSpecification } from "vitest/node";

const [near, red] = [wordsOf(process.env.DRUMBEAT_NEAR ?? ""), (process.env.DRUMBEAT_RED ?? "").split(" ")];

/** Tests whose paths have most words of `DRUMBEAT_NEAR` begin first; without those of `DRUMBEAT_RED`. */
export class NearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const green = files.filter(({ moduleId }) => !red.some((file) => file !== "" && moduleId.endsWith(`/${file}`)));
    return green.toSorted((one, other) => nearness(other) - nearness(one));
  }
}

function nearness({ moduleId }: TestSpecification): number {
  return near.filter((word) => wordsOf(moduleId).includes(word)).length;
}

/** In the singular. */
function wordsOf(path: string): string[] {
  return path.split(/[/.-]/).map((word) => word.replace(/s$/, ""));
}
