@echo off
setlocal
rem Starts the plugin of the package that this file belongs to. `pulumi plugin install --file` copies it away from there: then the
rem package is the one of the program, in a folder above the current one, or the one that npm installed globally.
set "root=%~dp0.."
if exist "%root%\dist\provider\hosts\plugin\main.js" goto start
set "folder=%CD%"
:above
set "root=%folder%\node_modules\pulumi-purview"
if exist "%root%\dist\provider\hosts\plugin\main.js" goto start
for %%f in ("%folder%\..") do set "parent=%%~ff"
if /i not "%parent%"=="%folder%" (
  set "folder=%parent%"
  goto above
)
for /f "delims=" %%r in ('npm root -g 2^>nul') do set "root=%%r\pulumi-purview"
if exist "%root%\dist\provider\hosts\plugin\main.js" goto start
echo pulumi-resource-purview: the npm package pulumi-purview is neither in a node_modules folder above %CD% nor installed globally. Run `npm install -g pulumi-purview`, or name its bin folder under `plugins:` in Pulumi.yaml. 1>&2
exit /b 1
:start
node "%root%\dist\provider\hosts\plugin\main.js" %*
exit /b %ERRORLEVEL%
