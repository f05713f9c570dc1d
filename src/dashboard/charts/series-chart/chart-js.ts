// Chart.js with the parts used here and no others. It comes with `chart-view.ts`, when the first chart is wanted.

import { Chart, LinearScale, LineController, LineElement, LogarithmicScale, PointElement } from 'chart.js';

Chart.register(LinearScale, LineController, LineElement, LogarithmicScale, PointElement);

export type { ChartConfiguration, Plugin } from 'chart.js';
export { Chart };
