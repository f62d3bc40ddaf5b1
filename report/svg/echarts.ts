import type * as Echarts from "echarts/types/dist/echarts";

// The library's own entry gives its types by a path without an extension, which `nodenext` does not resolve.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- for the same reason
export const { init } = require("echarts") as typeof Echarts;

export type { EChartsOption, SankeySeriesOption } from "echarts/types/dist/echarts";
