/** Microsoft's reference page of a cmdlet, at the parameter where one is named. */
export const pageOf = (cmdlet: string, parameter?: string): string =>
  `https://learn.microsoft.com/powershell/module/exchangepowershell/${cmdlet.toLowerCase()}${
    parameter === undefined ? "" : `#-${parameter.toLowerCase()}`
  }`;
