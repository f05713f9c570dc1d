/** What moves on one day: money, machines, people. */
export class Flows {
  /** USD that owners put in, and took out. */
  capitalInUsd = 0;
  withdrawnUsd = 0;
  /** USD paid to makers. */
  hardwareUsd = 0;
  machinesWanted = 0;
  machinesBought = 0;
  machinesRetired = 0;
  /** Mass of the machines that were given up. */
  wasteKg = 0;
  entered = 0;
  left = 0;

  /** Begins a day. */
  reset(): void {
    this.capitalInUsd = 0;
    this.withdrawnUsd = 0;
    this.hardwareUsd = 0;
    this.machinesWanted = 0;
    this.machinesBought = 0;
    this.machinesRetired = 0;
    this.wasteKg = 0;
    this.entered = 0;
    this.left = 0;
  }
}
