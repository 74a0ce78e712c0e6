// Retention and compliance policies of Microsoft Purview (Security & Compliance): what Connect-IPPSSession offers, declared, without PowerShell.
package purview
