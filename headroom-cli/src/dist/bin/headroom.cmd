@echo off
rem Starts Headroom. Needs Java 17 or newer: JAVA_HOME, else the java on the PATH.
rem HEADROOM_JAVA_OPTS: further options for the JVM, separated by spaces.
rem HEADROOM_CACHE_DIR: where class-data archives lie; HEADROOM_ARCHIVE=off: none.
setlocal EnableExtensions DisableDelayedExpansion
set "HR_CDS="
for %%I in ("%~dp0..") do set "HR_HOME=%%~fI"

if defined JAVA_HOME goto home
set "HR_JAVA="
for %%J in (java.exe) do set "HR_JAVA=%%~$PATH:J"
if defined HR_JAVA goto found
echo headroom: Java was not found. Install Java 17 or newer, or set JAVA_HOME to one. 1>&2
exit /b 1

:home
set "HR_JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%HR_JAVA%" goto found
echo headroom: there is no bin\java.exe in JAVA_HOME. Set it to a Java 17 or newer, or unset it. 1>&2
exit /b 1

:found
set "HR_VERSION="
rem A command that begins with a quote would lose it, and the last one, to cmd /c: so it begins with "call".
for /f "tokens=3" %%V in ('call "%HR_JAVA%" -version 2^>^&1 ^| findstr /i /c:" version "') do if not defined HR_VERSION set "HR_VERSION=%%~V"
set "HR_MAJOR=0"
for /f "delims=.-+_ tokens=1" %%M in ("%HR_VERSION%") do set "HR_MAJOR=%%M"
if %HR_MAJOR% GEQ 17 goto options
echo headroom: "%HR_JAVA%" is version %HR_VERSION%, but Headroom needs Java 17 or newer. Set JAVA_HOME to one. 1>&2
exit /b 1

:options
set "HR_OPTS=-XX:+UseSerialGC -Xms8m -Xmx256m -XX:MaxNewSize=12m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 -Xss512k -Xlog:disable"
if %HR_MAJOR% GEQ 23 set "HR_OPTS=%HR_OPTS% --sun-misc-unsafe-memory-access=allow"
if exist "%HR_HOME%\lib\sqlite-jdbc-*.jar" set "HR_OPTS=%HR_OPTS% --enable-native-access=org.xerial.sqlitejdbc"
set "HR_LONG="
if /i "%~1"=="proxy" set "HR_LONG=1"
if /i "%~1"=="demo" set "HR_LONG=1"
if /i "%~1 %~2 %~3"=="install agent run" set "HR_LONG=1"
rem The MCP SDK, which no other command should wait for. Modules that no other module asks for have to be named.
set "HR_MODULES=%HR_HOME%\lib"
set "HR_GROUP="
if /i not "%~1"=="mcp" goto compiler
set "HR_LONG=1"
set "HR_GROUP=-mcp"
set "HR_MODULES=%HR_HOME%\lib;%HR_HOME%\lib\mcp"
set "HR_OPTS=%HR_OPTS% --add-modules tools.jackson.databind,org.slf4j"
:compiler
if not defined HR_LONG set "HR_OPTS=%HR_OPTS% -XX:TieredStopAtLevel=1"
if /i "%HEADROOM_ARCHIVE%"=="off" goto run

set "HR_CACHE=%HEADROOM_CACHE_DIR%"
if not defined HR_CACHE set "HR_CACHE=%LOCALAPPDATA%\headroom\cache"
set "HR_ARCHIVE=%HR_CACHE%\classes-%HR_VERSION%%HR_GROUP%"
if exist "%HR_ARCHIVE%" goto use
if not defined HR_LONG goto run
if not exist "%HR_CACHE%" mkdir "%HR_CACHE%" 2>nul
if not exist "%HR_CACHE%" goto run
set HR_CDS="-XX:ArchiveClassesAtExit=%HR_ARCHIVE%"
goto run
:use
set HR_CDS="-XX:SharedArchiveFile=%HR_ARCHIVE%"

:run
rem Bundled plugins are opened like the user's, so that a broken one is named and skipped instead of stopping the JVM.
"%HR_JAVA%" %HR_OPTS% %HR_CDS% %HEADROOM_JAVA_OPTS% -p "%HR_MODULES%" -m io.headroom.cli %*
exit /b %ERRORLEVEL%
