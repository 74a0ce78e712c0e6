@echo off
setlocal
set "root=%~dp0.."
node "%root%\dist\cli\main.js" %*
exit /b %ERRORLEVEL%
